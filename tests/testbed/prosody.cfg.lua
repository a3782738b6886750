-- The Prosody of the tests (0.12 and newer), everything on loopback. tests/support/testbed.rs fills in the words
-- between @ signs. One virtual host for each way in which a Prosody treats a newcomer.
run_as_root = @AS_ROOT@
pidfile = "@DIR@/prosody.pid"
data_path = "@DIR@/data"
plugin_paths = { "@DIR@/plugins" }
interfaces = { "127.0.0.1" }
local_interfaces = { "127.0.0.1" }
c2s_ports = { @STARTTLS@ }
c2s_direct_tls_ports = { @DIRECT@ }
s2s_ports = {}
component_ports = { @COMPONENT@ }
component_interfaces = { "127.0.0.1" }
http_ports = {}
https_ports = {}
admin_socket = "@DIR@/prosody.sock"

ssl = {
	certificate = "@DIR@/server.pem";
	key = "@DIR@/server.key";
}

modules_enabled = {
	"disco"; "roster"; "saslauth"; "tls"; "private"; "vcard4"; "vcard_legacy"; "version"; "uptime"; "time"; "ping";
	"posix"; "register"; "admin_shell"; "smacks"; "pep"; "limits"; "user_account_management"; "watchregistrations";
}
modules_disabled = { "s2s" }
c2s_require_encryption = true
authentication = "internal_hashed"
storage = "internal"
log = { info = "@DIR@/prosody.log" }
allow_registration = true
registration_watchers = { "admin@prosody.test" }
limits = { c2s = { rate = "10mb/s" } }
-- By default Prosody collects garbage whenever its memory has grown by a twentieth: a start with many hosts is little else.
gc = { mode = "generational" }

VirtualHost "prosody.test"           -- default form

VirtualHost "fields.prosody.test"    -- many legacy + data-form-only fields
	registration_title = "Create an account on Fields"
	registration_instructions = "Choose a username and password.\nAll fields marked with * are required."
	additional_registration_fields = {
		"nick", "email+", "name", "first", "last", "address", "city", "state", "zip", "phone", "url", "date",
		{ name = "age", type = "text-single", label = "Age", datatype = "xs:integer", range_min = 16, range_max = 120, desc = "Your age in years" };
		{ name = "tos", type = "boolean", label = "I accept the terms", required = true };
		{ name = "lang", type = "list-single", label = "Language", options = { { label = "English", value = "en", default = true }, { label = "Deutsch", value = "de" }, "fr" } };
		{ name = "hobbies", type = "list-multi", label = "Hobbies", options = { "chess", "go", "shogi" } };
		{ name = "about", type = "text-multi", label = "About you" };
		{ name = "referrer", type = "jid-single", label = "Invited by" };
		{ name = "friends", type = "jid-multi", label = "Friends" };
		{ name = "note", type = "fixed", value = "This is a fixed note." };
		{ name = "secret", type = "hidden", value = "s3cr3t" };
	}

VirtualHost "invite.prosody.test"    -- invite only
	modules_enabled = { "invites"; "invites_register"; "invites_adhoc" }
	registration_invite_only = true

VirtualHost "inviteopt.prosody.test" -- open + invites
	modules_enabled = { "invites"; "invites_register" }
	registration_invite_only = false

VirtualHost "closed.prosody.test"
	allow_registration = false

VirtualHost "throttle.prosody.test"
	registration_throttle_max = 2
	registration_throttle_period = 60
	registration_allowlist = { "10.9.9.9" }

VirtualHost "block.prosody.test"
	registration_blocklist = { "127.0.0.1" }

VirtualHost "allow.prosody.test"
	allowlist_registration_only = true
	registration_allowlist = { "10.9.9.9" }

VirtualHost "redirect.prosody.test"
	modules_enabled = { "register_redirect" }
	no_registration_whitelist = true
	registration_url = "https://redirect.prosody.test/register"
	registration_oob = true

VirtualHost "textonly.prosody.test"
	modules_enabled = { "register_redirect" }
	no_registration_whitelist = true
	registration_text = "Please mail admin@prosody.test for an account."
	registration_oob = false

VirtualHost "policy.prosody.test"
	modules_enabled = { "password_policy" }
	password_policy = { length = 10 }

VirtualHost "plain.prosody.test"     -- no TLS required (unencrypted registration allowed)
	c2s_require_encryption = false
	allow_unencrypted_plain_auth = true

Component "muc.prosody.test" "muc"
	muc_registration_include_form = true
	allow_unaffiliated_register = true
	restrict_room_creation = false

Component "slidge.prosody.test"
	component_secret = "secret"
	modules_enabled = { "privilege" }

Component "gw.prosody.test"
	component_secret = "secret"

@MORE@
