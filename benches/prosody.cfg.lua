-- The Prosody of the benchmark (0.12), everything on loopback. benches/bed.py fills in the words between @ signs. As far as
-- the figures go it is as Debian ships it, but for Nagle's algorithm, which is on by default and delays every client by
-- 40 ms that waits with its acknowledgements: it is on in one of two Prosodys and off in the other.
run_as_root = @AS_ROOT@
pidfile = "@DIR@/prosody.pid"
data_path = "@DIR@/data"
interfaces = { "127.0.0.1" }
local_interfaces = { "127.0.0.1" }
c2s_ports = { @STARTTLS@ }
c2s_direct_tls_ports = { @DIRECT@ }
s2s_ports = {}
http_ports = {}
https_ports = {}
admin_socket = "@DIR@/prosody.sock"

ssl = {
	certificate = "@DIR@/server.pem";
	key = "@DIR@/server.key";
}

modules_enabled = { "disco"; "roster"; "saslauth"; "tls"; "ping"; "posix"; "register" }
modules_disabled = { "s2s" }
c2s_require_encryption = true
authentication = "internal_hashed"
storage = "internal"
log = { warn = "@DIR@/prosody.log" }
allow_registration = true
network_settings = { nagle = @NAGLE@ }

VirtualHost "bench.test"
