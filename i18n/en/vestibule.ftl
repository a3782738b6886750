### What people read in Vestibule, in English. Plain words: address, server, sign up.

## The steps at the top

step-server = Server
step-account = Your account
step-done = Done
# Read out by screen readers.
step-of = Step: { $step }

## Words for all pages

back = Back
cancel = Cancel
close = Close
copy = Copy
copied = Copied
details = Details
field-optional = optional
server-said = What the server said
server-says = What the server says

## Server

server-title = Where do you want your address?
server-intro = Every server reaches every other one, like e-mail. Pick one that suits you.
server-have-account = I already have an account
server-have-account-short = Sign in
server-search = Search, or type a server, an address, an invitation
server-search-short = Search, or type a server
# The name of the list, for screen readers.
server-list = Servers
server-go = Continue
server-go-with = Continue with { $domain }
server-use = Use { $domain }
server-use-about = The server that you typed
server-use-name = The server of the address that you typed, with the name { $name }
server-use-invitation = Your invitation
server-use-invitation-name = Your invitation, for the name { $name }
server-also = Of the same people as { $domain }
server-only-name = Nothing more is known of it.
server-resets = password reset
# Unfolds a server’s card, for screen readers.
server-more = More about { $domain }
server-less = Less about { $domain }
server-asks-nothing = Open · asks nothing more
server-asks-puzzle = Picture puzzle
server-asks-email = E-mail address
server-asks-puzzle-email = Picture puzzle, e-mail
server-asks-form = Signs up here
server-asks-web = Signs up on its web page
server-not-a-domain = That is not a server’s name. Type one such as example.org, or pick one below.
server-none = Pick a server below, or type one.
server-is-link = This link is not for signing up. Type a server’s name, such as example.org, or paste the link of an invitation.

chip-no-puzzle = No puzzle
chip-resets = Password reset
chip-here = Sign up here
server-nothing-wanted = No server is all of this.
server-nothing-named = No server of the list fits. Any other can be used by its whole name, such as example.org.
server-wishes-off = Take the filters off: { $count ->
    [one] one server
   *[other] { $count } servers
}

server-files = Files up to
server-storage = All your files
server-messages = Messages kept
server-lost-password = Lost password
server-run-by = Run by
server-website = Website
server-support = Help
server-legal-notice = Legal notice

connection = Connection
connection-way = Connection: { $way }
connection-direct = direct
connection-through = by proxy
connection-by-hand = set by hand
connection-host = Host
connection-host-help = Only if the server is to be reached elsewhere than its name says.
connection-host-wrong = This is neither a name nor an address. The port has a line of its own.
connection-port = Port
connection-port-wrong = A port is a number from 1 to 65535.
connection-port-alone = A port needs a host.
connection-proxy = Proxy
connection-proxy-help = For Tor or another SOCKS5 proxy: socks5://127.0.0.1:9050. Servers are looked up by the proxy alone.
connection-proxy-found = From { $variable }, which your system sets. Empty this to go without.
connection-proxy-ignored = { $variable } names a proxy that is not SOCKS5. It is not used.
connection-proxy-wrong = A proxy looks like socks5://HOST:PORT.
connection-proxy-kind = Only SOCKS5 proxies can be used.
connection-proxy-password = Password for the proxy
connection-proxy-password-apart = Leave the password out here: everybody could read it. You are asked for it.
connection-proxy-password-missing = The proxy wants a password with that name.
connection-encryption = Encryption
encryption-auto = As the server says
encryption-direct = From the first byte (direct TLS)
encryption-starttls = After asking for it (STARTTLS)

## Connecting

connecting-title = Asking { $domain } …
stage-find = Finding the server
stage-connect = Connecting
stage-secure = Securing the connection
stage-ask = Asking for the form

## Passwords

password = Password
password-show = Show the password
password-hide = Hide the password
password-copy = Copy the password
password-copied = The password was copied
password-not-saved = Not saved anywhere: copy it and put it somewhere safe before you close this window.
kept-nowhere = Not saved anywhere.
kept-saving = It is being put into your keyring …
kept-saved = Saved in your keyring.
kept-missing = Not saved: no keyring answers on this computer.
kept-locked = Not saved: your keyring is locked.
kept-denied = Not saved: your keyring did not allow it.
kept-slow = Not saved: your keyring did not answer within 30 seconds.
kept-failed = Not saved: your keyring has a fault.
kept-disk-full = Not saved: the disk is full, so the sign-up could not be noted down.
kept-read-only = Not saved: nothing may be written to the folder where sign-ups are noted down.
kept-no-folder = Not saved: the folder where sign-ups are noted down cannot be made.
kept-disk-failed = Not saved: the sign-up could not be noted down on the disk.
kept-copy-it = Copy it and put it somewhere safe before you close this window.

## Picture puzzles

captcha-picture = Picture puzzle
captcha-placeholder = Type them here
captcha-open = Open in the browser: { $link }
captcha-renew = New picture
puzzle-question = Answer this question
puzzle-picture = What does the picture show?
puzzle-picture-question = Answer the question about the picture
puzzle-speech = Which words do you hear?
puzzle-speech-question = Answer the question that you hear
puzzle-sound = What do you hear?
puzzle-film = What does the film show?
puzzle-film-question = Answer the question about the film
puzzle-renew = Another puzzle
puzzle-valid = The form is still valid.
puzzle-old = This puzzle is about to run out. Sign up soon, or take another one.
puzzle-more = I can’t read it
puzzle-more-sound = I can’t hear it
puzzle-more-question = I can’t answer it
# Behind the label of a puzzle that can be answered instead of another.
puzzle-or = instead
# Instead of letting the computer calculate.
puzzle-instead = Answer a question instead
puzzle-work = Your computer solves a small puzzle for this server.
# The link is shown here, in the window.
puzzle-show-link = Show what is at { $host }
puzzle-load = Load the picture
puzzle-link-loading = Fetching it …
puzzle-link-page = There is no picture but a page, for the browser.
puzzle-sound-save = Save the sound to a file
puzzle-film-save = Save the film to a file
puzzle-saving = Saving …
puzzle-saved = Saved as { $path }
puzzle-open-file = Open the file
puzzle-not-saved = The file could not be written: { $reason }

## Signing up on the web

web-title = { $domain } signs up on the web
web-intro = Open this page in your browser and sign up there.
web-intro-other = The server gave this instead of a form.
web-intro-none = The server lets nobody sign up from a program. This is all that it says.
web-open = Open
web-open-anyway = Open it
web-ask = This is not a web page. Opening { $link } starts another program.
web-not-secure = This page is not secured. Others on the way can read what you type at { $link }.
web-could-not-open = Nothing on this computer could open { $link }. Copy it and open it yourself.

## Done

done-title = Welcome. This is your address
done-title-reset = Your new password is set
done-reset = The account is the one that you had. All programs that use it ask for the new password now.
done-proved = Proved: we signed in with it a moment ago
done-no-address = { $domain } said yes
done-no-address-why = It asked for no name and no password here, so it tells you your address in another way: by e-mail, most likely.
done-another = Sign up another
lost-untold = Few servers can reset a lost password: keep it well.
lost-gone = Nobody can reset it if you lose it: keep it well.
lost-reset = Lost it? { $domain } can reset it:
lost-how = how
handover-title = Start to chat
handover-start = Sign in there with your address and your password.
handover-none = No chat program was found on this computer. Any program for XMPP will do: sign in there with your address and your password.
handover-open = Open in { $program }
handover-others = Other programs
handover-failed = { $program } could not be started.
handover-friends = Friends who scan the picture can add you. The password is not in it.
handover-copy = Copy the link
handover-picture = A picture with a link to your address

## Not proved yet

pending-unproved = Your account was made
pending-unproved-why = The server said yes, but we could not sign in just now to prove it.
pending-waiting = Your account waits for approval
pending-waiting-why = The people who run the server have to say yes, or you have to click in an e-mail that they sent. You can come back later.
pending-unknown = We could not tell whether the account was made
pending-unknown-reset = We could not tell whether the password was set
pending-unknown-why = No clear answer came from the server. Check now: we sign in once with the name and password that you chose.
pending-not-made = The account was not made
pending-not-made-why = The server does not know this address with this password. You can sign up again; what was kept of the first try is forgotten then.
pending-not-reset = The password was not set
pending-not-reset-why = The server does not know this address with this password: the old one holds. You can go back to the form and set it again.
pending-sign-up-again = Sign up again
pending-check = Check now
pending-check-again = Check again
pending-checking = Checking …
pending-form = Back to the form
# The reason is the title of a page, such as: example.org does not answer.
pending-not-reached =
    { $times ->
        [one] Checked once: { $why }.
       *[other] Checked { $times } times: { $why }.
    }
pending-refused =
    { $times ->
        [one] Checked once: the server does not let you in yet.
       *[other] Checked { $times } times: the server does not let you in yet.
    }
pending-unclear =
    { $times ->
        [one] Checked once: the server cannot check a sign-in just now.
       *[other] Checked { $times } times: the server cannot check a sign-in just now.
    }
pending-refused-unknown =
    { $times ->
        [one] Checked once: the server does not let you in. The account was not made, or it waits for approval.
       *[other] Checked { $times } times: the server does not let you in. The account was not made, or it waits for approval.
    }

## Left over by an earlier run

# Why the keyring did not do what was asked.
keyring-missing = No keyring answers on this computer.
keyring-locked = Your keyring is locked.
keyring-denied = Your keyring said no.
keyring-slow = Your keyring did not answer within 30 seconds.
keyring-failed = Your keyring has a fault.

left-unknown = It is not known whether { $address } was made: the program ended before the server answered.
left-made = { $address } was made, and no sign-in has proved it yet.
left-change = It is not known which password of { $address } holds: the program ended before the server answered.
left-forget = Forget it
left-forget-sure = Forget it, and its password
left-not-saved = Its password was not saved here. Type it to find out.
left-missing = No keyring answers on this computer. Type the password to find out.
left-locked = Your keyring is locked. Unlock it, or type the password to find out.
left-denied = Your keyring did not give the password. Type it to find out.
left-slow = Your keyring did not answer within 30 seconds. Type the password to find out.
left-proxy = It went through { $proxy }, whose password is never kept. Type it to go the same way.
left-proxy-missing = Without this password the proxy lets nobody through.
left-failed = Your keyring has a fault. Type the password to find out.

## What is known of a server before it is asked

fact-since = online since { $year }
fact-no-limit = no limit
fact-size = { $size } { $unit }
# A number with one decimal place, such as 1.3.
fact-tenths = { $whole }.{ $tenth }
fact-size-below = less than 1 MB
# How long a file is kept.
fact-kept = { $days ->
    [one] kept for a day
   *[other] kept { $days } days
}
fact-kept-below = kept for less than a day
fact-kept-always = kept for good
# How long messages are kept.
fact-days = { $days ->
    [one] one day
   *[other] { $days } days
}
fact-days-below = less than a day
# What becomes of a lost password.
fact-resets = can be reset
fact-resets-never = nobody can reset it
fact-by-person = a private person
fact-by-association = an association
fact-by-state = a public body
fact-by-business = a business
fact-of = facts of { $day }
fact-untold = not told

## The list of servers

list-built-in = The list that came with this program, as of { $day }.
list-loaded = The list from { $from }, as of { $day }.
list-no-list = What came is no list of servers. The one that there is stays.
list-forbidden = The list cannot be loaded from that address: it has to be https, and on the open Internet.
list-no-network = The list could not be loaded: you seem to be offline.
list-unreachable = The list could not be loaded: nobody answers where it should be. Try again later.
list-slow = The list did not come in time. Your network may be slow: try again.
list-insecure = The list was not loaded: there is no secure connection to where it should be.
list-status = The list could not be loaded: it is not there now (answer { $status }). Try again later.
list-too-large = What came is too large for a list of servers. The one that there is stays.
list-wrong-type = There is something else than a list at that address. The one that there is stays.
list-disk-full = The new list is not kept for the next time: the disk is full.
list-read-only = The new list is not kept for the next time: nothing may be written to its folder.
list-no-folder = The new list is not kept for the next time: its folder cannot be made.
list-disk-failed = The new list is not kept for the next time: it could not be written to the disk.
list-set-aside = The list that was kept was damaged. It is put aside as { $file }, and the one that came with this program is used.
list-unreadable = The list that was kept cannot be read: { $file }. The one that came with this program is used.
list-bad = { $count ->
        [one] 1 entry makes no sense and is left out.
       *[other] { $count } entries make no sense and are left out.
    }
list-beyond = It is too long: only its first { $most } servers are here, { $count } are left out.
list-shown = { $shown } of { $all ->
        [one] 1 server
       *[other] { $all } servers
    } shown
# Parts of the line about the list.
list-facts-of = facts of { $day }
list-of-project = list of XMPP Providers, loaded on { $day }
list-of-host = list of { $host }, loaded on { $day }
list-refresh = Refresh
list-loading = Loading a newer list …
list-nothing-newer = There is no newer list: this is still the one.
list-newer = { $count ->
        [one] The new list is here, with 1 server.
       *[other] The new list is here, with { $count } servers.
    }

## Which servers are open now

check-open = Check which are open now
check-again = Check again
check-progress = { $done } of { $of } asked
check-done = { $open ->
        [0] None of { $of } is open
        [one] 1 of { $of } is open
       *[other] { $open } of { $of } are open
    }
check-stopped = Stopped after { $done } of { $of }
check-nobody = No server could be asked. { $why }.
# On a card.
check-asking = Asking …
check-form = Open now · { $asked }
check-asks-nothing = nothing more
check-asks-puzzle = puzzle
check-asks-email = e-mail
check-asks-others = { $count ->
        [one] 1 question
       *[other] { $count } questions
    }
check-perhaps-invitation = Perhaps only by invitation
check-invitation = By invitation
check-web = Web page
check-closed = Closed
check-says-no = Says no just now
check-not-secure = No secure connection
check-no-answer = No answer
check-not-asked = Could not be asked

## Servers that were asked

survey-form = { $domain } sends its form: { $asked }
survey-form-invites = { $domain } sends its form, but perhaps takes only people with an invitation: { $asked }
survey-asks-nothing = a name and a password, nothing more
survey-asks-puzzle = a puzzle
survey-asks-email = an e-mail address
survey-asks-others = { $count ->
        [one] 1 more thing
       *[other] { $count } more things
    }

## Trouble

trouble-other-server = Choose another server
trouble-again = Try again
trouble-connection = Change the connection
trouble-without-invitation = Sign up without it
trouble-with-invitation = Use the invitation
# Under the sentence, where a form was left.
trouble-kept = What you typed is kept.
trouble-copy = Copy report
trouble-copied = The report was copied
trouble-not-found = There is no server { $domain }
trouble-not-found-why = No such name is known. Check the spelling.
trouble-no-network = You seem to be offline
trouble-no-network-why = We could not look up { $domain }. Check your network and try again.
trouble-names = { $domain } cannot be looked up
trouble-names-why = Those who know where servers are cannot tell just now. It is a fault of theirs, or of the people who run { $domain }, and mostly passes. Try again in a while.
trouble-proxy-away = Your proxy does not answer
trouble-proxy-away-why = Everything is to go through a proxy, so nothing was sent past it. Is it running? Start it, or set another one.
trouble-proxy-login = Your proxy wants to know who you are
trouble-proxy-login-why = It asks for a name and a password. Set them with the proxy.
trouble-proxy-login-wrong = Your proxy does not let you in
trouble-proxy-login-wrong-why = It does not take the name and the password that are set. Check them.
trouble-not-a-proxy = That is no proxy we can use
trouble-not-a-proxy-why = What answers there is not a SOCKS5 proxy. Check the address and the port.
trouble-proxy-forbids = Your proxy may not connect to { $domain }
trouble-proxy-forbids-why = The rules of the proxy are against it. Set another one, or ask those who run it.
trouble-proxy-no-way = Your proxy finds no way to { $domain }
trouble-proxy-no-way-why = Behind a proxy we may not find out by ourselves where the server is. If you know its host, set that with the connection.
trouble-proxy-lost = No connection to { $domain } through your proxy
trouble-proxy-lost-why = The proxy was there and then did not get anywhere. It may be slow, or the server is. Try again.
trouble-not-served = Nobody serves { $domain } there
trouble-not-served-why = A chat server answers, but it says that it does not know this name. Check the spelling.
trouble-refused = Nobody answers at { $domain }
trouble-refused-why = The computer is there, but no chat server listens on it. It may be down for a moment.
trouble-unreachable = { $domain } cannot be reached
trouble-unreachable-why = There is no way to it from here. Check your network, or try again later.
trouble-no-answer = { $domain } does not answer
trouble-no-answer-find = Finding out where it is took too long. Your network may be slow or gone: check it and try again.
trouble-no-answer-connect = No connection came about in time. The server may be down, or something on the way blocks it.
trouble-no-answer-secure = It was reached, but securing the connection took too long. Nothing of yours was sent.
trouble-no-answer-form = The connection is there, but the form did not come in time. The server may be busy: try again.
trouble-no-answer-work = The calculation that it asks for took too long on this computer. Nothing was sent.
trouble-no-answer-submit = There was no connection for your answers in time. Nothing was sent, and nothing was signed up.
trouble-no-answer-sign-in = The sign-in took too long. The server may be busy: try again.
trouble-lost = The connection to { $domain } broke
trouble-lost-why = It ended before the server had answered. Nothing was signed up.
trouble-unknown = We could not tell whether { $domain } signed you up
trouble-unknown-why = The connection broke before it answered, and its form asked for no name and password to look with. Ask the people who run the server.
trouble-ended = { $domain } ended the connection
trouble-ended-why = It gave a reason that only those who run it can judge: see the details. Nothing was signed up.
trouble-no-encryption = { $domain } offers no encryption
trouble-no-encryption-why = Your password would travel in the clear, so we stopped. Nothing of yours was sent.
trouble-handshake = No secure connection to { $domain }
trouble-handshake-why = Encryption was agreed on and did not come about. Nothing of yours was sent. The server may be too old, or set up wrongly.
trouble-certificate = This may not be { $domain }
trouble-not-understood = { $domain } sent something we do not understand
trouble-not-understood-why = What it sent is not valid. Only the people who run the server can mend this.
trouble-closed = { $domain } is closed to new people
trouble-closed-why = The server lets nobody sign up from a program at the moment.
trouble-invitation = { $domain } wants an invitation
trouble-invitation-why = Only people with an invitation can sign up there. If you have none, ask somebody who has an account on it.
trouble-invitation-spent = That invitation is over
trouble-invitation-spent-why = { $domain } does not take the invitation: it was used already, its time is up, or it is not one of this server’s. Ask whoever invited you for a new one, or try to sign up without.
trouble-blocked = { $domain } does not let you sign up
trouble-blocked-why = It does not take people from your network, or not at all.
trouble-too-many = Too many sign-ups at { $domain }
trouble-too-many-why = The server asks you to wait. Try again later, or choose another one.
trouble-said-no = { $domain } said no
trouble-said-no-why = It was asked for its form and did not give it. Why is not known.
trouble-server-fault = { $domain } has a fault
trouble-server-fault-why = The server could not do it just now. Try again in a while.
trouble-impostor-why = What answers could not prove that it knows your account. Somebody may be in between. Your password was not sent to it.
trouble-our-fault = Something went wrong in this program
trouble-our-fault-why = It is not your fault, and not the server’s. The details help those who mend it.

# A day, such as that on which a certificate runs out.
day = { $day } { $month ->
       [1] January
       [2] February
       [3] March
       [4] April
       [5] May
       [6] June
       [7] July
       [8] August
       [9] September
       [10] October
       [11] November
      *[other] December
    } { $year }
certificate-expired = Its certificate ran out on { $day }. Nothing of yours was sent. If your computer’s clock is right, only the people who run the server can mend this.
certificate-not-yet = Its certificate is valid from { $day } only. Nothing of yours was sent. Check your computer’s clock.
certificate-other-name = Its certificate names no server in the way that is needed today. Nothing of yours was sent. Only the people who run the server can mend this.
certificate-other-names = Its certificate is for { $names } only. Nothing of yours was sent. Only the people who run the server can mend this.
certificate-purpose = Its certificate is meant for something else than a server. Nothing of yours was sent. Only the people who run the server can mend this.
certificate-unknown = Nobody whom your computer trusts vouches for its certificate. Nothing of yours was sent. Only the people who run the server can mend this.
certificate-revoked = Its certificate was taken back. Nothing of yours was sent. Only the people who run the server can mend this.
certificate-bad = Its certificate is not good. Nothing of yours was sent. Only the people who run the server can mend this.

## Practice

# A badge at the top of the window.
practice = Practice
practice-intro = These servers run on this computer alone. Try what you like: nothing leaves it.
practice-open = Asks for a name and a password, and takes any.
practice-form = Asks for more, with every kind of question.
practice-captcha = Asks what a picture shows.
practice-taken = Every plain name is taken. One with a digit or a dot is free.
practice-weak = Takes only long passwords with a digit in them.
practice-web = Signs up on a web page alone.
practice-closed = Lets nobody sign up.
practice-invitation = Lets in only those whom somebody invited.
practice-slow = Takes three seconds for every answer.
practice-idle = Hangs up after three seconds of silence. Nothing is lost by it.
practice-every = Asks for everything there is, and checks it strictly.
practice-pages = Spreads its questions over three pages.
practice-puzzles = Has several puzzles to choose from. One is enough.
practice-sound = Asks what a sound holds.
practice-question = Asks a question in words, and takes three answers to it.
practice-work = Wants this computer to do some arithmetic first.
practice-linked = Has a web page beside its form.
practice-later-picture = Sends its picture only when asked for it.
practice-again = Has one more question after the first answers.
practice-refuses = Refuses in the way that the user name asks for, such as wait or blocked.
practice-languages = Speaks several languages.
practice-old = Has the picture puzzle of older servers.
practice-key = Wants a key back that it sent along.
practice-home = Has all that an owner of an account may want: services, contacts, a record that can be changed.
practice-crowded = Has a crowd of services, some with strange names, some that never answer.
practice-managed = Lets owners change nothing, and says so before they try.
practice-discovery-refused = Does not say what it can do.
practice-discovery-silent = Does not answer when it is asked what it can do.
practice-record-refused = Does not say what it has on record.
practice-change-refused = Lets nobody change a password.
practice-change-unsafe = Does not think the connection safe enough to change a password.
practice-change-unexpected = Does not know whose password is to be changed.
practice-delete-quiet = Deletes an account and keeps the connection.
practice-delete-error = Deletes an account and ends the connection with an error.
practice-delete-close = Deletes an account and hangs up without a word.
practice-delete-refused = Deletes no account.
practice-delete-forbidden = Lets owners delete nothing, and has strange contacts.
practice-delete-later = Deletes accounts after a while: until then one is let in.
practice-locked = Locks an account once its owner has asked for something.

## Your account

form-title = Your account on { $domain }
form-title-reset = A new password on { $domain }
form-address = Your address will be { $address }
form-address-invited = Your address will be { $address }: your invitation is for this name.
form-address-reset = The password of { $address } will be set anew.
form-alternatives = Perhaps free:
form-submit = Sign up
form-submit-anyway = Sign up all the same
form-sending = Signing up …
form-submit-reset = Set the password
form-submit-reset-anyway = Set it all the same
form-sending-reset = Setting the password …
form-inviting = Checking the invitation …
# Opens the server’s web page for signing up, which it has besides this form.
form-web = The same on the web: { $link }
form-doubts = Some answers look wrong. Change them, or sign up all the same: the server decides.
form-doubts-part = Some answers look wrong. Change them, or send them all the same: the server decides.
form-not-made = The connection broke before the server took it. Nothing was signed up, and nothing is lost: sign up again.
form-renewed = A new puzzle came because the first was used up. Nothing else was lost.
form-renewed-old = A new puzzle came because the first had run out. Nothing else was lost.
form-next = Next
form-next-anyway = Go on all the same
form-step = { $step } of { $steps }
form-working = Calculating …
form-unsolved = Your computer did not solve the puzzle in time, and nothing was sent. Sign up again to try once more.
form-asks-more = The server asks for more before it goes on. What you typed is still here.

field-username = Name
field-password = Password
field-email = E-mail
field-captcha = Which characters do you see?
field-nick = Nickname
field-full-name = Full name
field-first-name = First name
field-last-name = Last name
field-street = Street and number
field-city = City
field-region = State or region
field-postal-code = Postal code
field-phone = Telephone
field-web-page = Web page
field-date = Date
field-misc = Other details
field-text = Text
field-key = Key
field-new-password = New password
field-old-password = Current password
field-own-answer = Another answer

hint-address = name@example.org
hint-addresses = One address on each line.
hint-email = name@example.org
hint-date = 2026-12-31
hint-time = 23:59:59
hint-uri = https://example.org/

limit-integer = A whole number.
limit-decimal = A number.
limit-date = A date, such as 2026-12-31.
limit-time = A time, such as 23:59:59.
limit-date-time = A date and a time, such as 2026-12-31T23:59:59Z.
limit-uri = A web address.
limit-language = The short name of a language, such as en.
limit-between = From { $min } to { $max }.
limit-from = From { $min } on.
limit-to = Up to { $max }.
limit-choose-between = Choose from { $least } to { $most }.
limit-choose-least = Choose { $least } or more.
limit-choose-most = Choose { $most } or fewer.

name-empty = Type a name.
name-too-long = That name is too long.
name-space = A name cannot have spaces.
name-character = A name cannot have “{ $character }”.
name-combination = These characters cannot be together in a name.

password-help = At least 8 characters. Long and odd beats short and clever.
password-help-new = At least 8 characters. What is remembered here is replaced only when a sign-in has proved the new one.
password-generate = Make one for me
strength-0 = Far too easy to guess
strength-1 = Easy to guess
strength-2 = Could be better
strength-3 = Good
strength-4 = Very good

problem-empty = This cannot be left empty.
problem-too-short = At least { $least } characters.
problem-character = This cannot have the character “{ $character }”.
problem-password = This has a character that no password can have.
problem-not-of-type = This does not look like what the server asks for.
problem-out-of-range = This is out of the range that the server asks for.
problem-not-of-pattern = This is not written in the way that the server asks for.
problem-password-varies = Some chat programs would write a character of this in another way and could not sign in. Letters, digits and signs of the keyboard are safe.
problem-not-an-address = This does not look like an address.
problem-not-an-address-line = “{ $line }” does not look like an address.
problem-not-an-option = This is not one of the options.
problem-wrong-count = The server wants another number of choices.
problem-fixed = The invitation is for this name alone.

refused-name-taken = That name is taken.
refused-name-taken-perhaps = That name is taken: perhaps by your own first try.
refused-name-not-allowed = The server does not allow that name.
refused-password = The server does not allow that password. Try a longer one.
refused-captcha = That was not it, or it came too late. Here is a new puzzle.
refused-puzzle = That was not the answer to the puzzle, or it came too late.
refused-answer = The server does not accept this.
refused-answers = The server does not accept these answers. It did not say which one.
refused-too-many = The server asks you to wait before you sign up. Try again later.
refused-server-fault = The server could not do it just now. Try again in a while.
refused-invitation = Only people with an invitation can sign up on { $domain }.
refused-invitation-spent = { $domain } does not take this invitation: it was used already, its time is up, or it is not one of this server’s.
link-page = This is an invitation’s web page, but its address does not say which server it is for. Open it in your browser, and copy the link behind its button: it begins with xmpp:
link-other = This link is not for signing up: it is for something that other programs do.
link-broken = This link is damaged. Copy it once more, all of it.
link-nowhere = This link is damaged: the address in it cannot be one.
link-token = This invitation is damaged: its last part is missing or has characters that cannot be there. Copy it once more, all of it.
invitation-not-taken = { $domain } does not take invitations. You can sign up there without one.
invitation-from = { $address } invited you.
invitation-title = Your invitation
invitation-intro = Paste the link that you were given. Nothing is sent before you go on.
invitation-label = Invitation
invitation-have = I have an invitation
invitation-hint = xmpp:… or https://…
invitation-hint-token = The link, or the code alone
invitation-picture = Choose a picture of its code …
invitation-pictures = Pictures
invitation-paste = Paste
invitation-open = Open in the browser
invitation-none = Paste the link of your invitation here.
invitation-not-a-link = This is not an invitation. The link of one begins with xmpp: or https://
invitation-to = An invitation to { $domain }.
invitation-to-from = { $address } invites you to { $domain }.
invitation-to-name = An invitation to { $domain }, for the name { $name }.
invitation-to-reset = A new password for your account on { $domain }.
invitation-to-anybody = A link to sign up on { $domain }. There is no invitation in it.
invitation-elsewhere = This invitation is for { $domain }, not for { $wanted }.
invitation-go-there = Go to { $domain }
invitation-taken = { $domain } takes your invitation. What you typed is still here.
invitation-no-reset = The invitation does not set the password of this account: it was for a new one of that name. Sign up with another name.
invitation-no-token = There is no invitation in this link: it only names the server.
# Of an invitation that sets the password of an account anew.
reset-why = This account exists already. Its password is set anew: all programs that use it will ask for the new one.
refused-closed = { $domain } lets nobody sign up from a program at the moment.
refused-blocked = { $domain } does not let you sign up.
refused-unknown = { $domain } said no and did not say why.
refused-sign-in = { $domain } did not let you in: the address or the password is wrong.
refused-wait = The server asks you to wait. Try again later.
refused-change-not-allowed = { $domain } does not let passwords be changed from a program.
refused-change-not-safe = { $domain } says that this connection is not safe enough to change a password.
refused-change-unknown-account = { $domain } says that this account was not registered with it, and does not change its password.
refused-change-not-understood = { $domain } could make nothing of the change. Nothing was changed.
refused-not-allowed = { $domain } does not allow this.
refused-not-found = There is no service at { $domain }.
refused-not-registered = You are not registered with { $domain }.

## Lists, numbers, days

# In the line that sifts a long list.
choice-search = Search these { $count } options
choice-none = Nothing fits. Type less.
choice-chosen = Chosen: { $names }
choice-clear = Take the choice back
number-less = One less
number-more = One more
calendar-unfold = Choose a day
calendar-fold = Fold the calendar
calendar-month-back = A month back
calendar-month-on = A month on
calendar-year-back = A year back
calendar-year-on = A year on
# Seven short names, from Monday on, with blanks between.
calendar-weekdays = Mo Tu We Th Fr Sa Su
calendar-month = { $month ->
       [1] January
       [2] February
       [3] March
       [4] April
       [5] May
       [6] June
       [7] July
       [8] August
       [9] September
       [10] October
       [11] November
      *[other] December
    } { $year }

## Account settings

account-title = Account settings
account-sign-up = Sign up
account-sign-in-title = Sign in to your account
account-sign-in-intro = With an address that you already have. What you can do with it depends on its server.
account-address = Your address
account-known = Remembered on this computer
account-remember = Remember the password in this computer’s keyring
account-password-known = Leave this empty to use the password in your keyring.
account-sign-in = Sign in
account-sign-in-again = Sign in again
account-signing-in = Signing in …
account-not-an-address = This is not an address. It looks like name@example.org.
account-password-missing = Type the password.
account-wrong = The server does not let you in with this address and password.
account-wrong-in-keyring = The server does not let you in with the password in your keyring. Type the right one.
account-lost-gone = Nobody at { $domain } can reset a lost password.
account-wrong-words = { $domain } did not let you in.
account-locked = { $domain } has this account and does not let it in: it is locked, or it waits for approval.
account-unclear = { $domain } cannot check a sign-in just now. Try again in a while.
account-out-refused = { $domain } does not let you in any more: the password was changed elsewhere, or the account is gone.
account-keyring-none = Your keyring does not have the password of this account. Type it.
account-keyring-missing = No keyring answers on this computer. Type the password.
account-keyring-locked = Your keyring is locked. Unlock it and try again, or type the password.
account-keyring-denied = Your keyring did not give the password. Type it.
account-keyring-slow = Your keyring did not answer within 30 seconds. Type the password.
account-keyring-failed = Your keyring has a fault. Type the password.
account-signed-in = Signed in over a verified connection · not remembered on this computer
account-signed-in-kept = Signed in over a verified connection · remembered in your keyring
account-signed-in-keeping = Signed in over a verified connection · being put into your keyring …
account-change = Change
account-show = Show
account-save = Save
account-save-anyway = Save all the same
account-saving = Saving …
account-record = What the server has on record
account-record-asking = Asking the server …
account-record-untold = The server does not tell. That is nothing unusual.
account-record-nothing = Nothing but the account itself
account-record-changed = Saved on the server
account-password-line = A new one counts once a sign-in has proved it
account-password-send = Change password
account-password-anyway = Change it all the same
account-password-sending = Changing …
account-password-proved = Changed: we signed in with the new one a moment ago.
account-password-as-before = Not changed: the password that you had still holds
account-password-unknown-line = It is not known which password holds now
account-password-unknown = We could not tell which password holds now. Both are kept in your keyring.
account-password-unknown-again = It is still not known which password holds. Both are kept in your keyring.
account-password-unknown-unkept = We could not tell which password holds now. Keep both: copy the new one before you go.
account-password-unknown-unkept-again = It is still not known which password holds. Keep both: copy the new one before you go.
account-find-out = Find out
account-try = Try all the same
account-not-offered = { $domain } does not offer this to programs
account-contacts = The people who run the server may help:
contact-support = Support
contact-admin = Administration
contact-abuse = Abuse
contact-security = Security
contact-feedback = Feedback
contact-status = State of the service
contact-sales = Sales
account-services = Other services
account-services-line = Gateways and rooms on this server that take a registration
account-services-look = Look
account-services-looking = Looking for services …
account-services-none = This server has no services that take a registration.
# The name of the network comes from the server, such as irc.
service-gateway = Gateway to { $network }
service-rooms = Rooms
service-other = Service
# A short mark on the card of a service.
service-here = Registered
service-by-hand = Another service
service-by-hand-help = The address of a service that is not listed, or of a room.
service-hint = irc.example.org
service-not-an-address = This is not the address of a service. It looks like irc.example.org or room@chat.example.org.
service-ask = Ask it
service-asking = Asking { $service } …
service-list = All services
service-is-registered = You are registered at { $service }
service-is-not-registered = You are not registered at { $service }.
service-farewell = { $service } wants to know this before it cancels your registration.
service-web = It takes registrations elsewhere:
service-register = Register
service-register-anyway = Register all the same
service-registering = Registering …
service-cancel = Cancel registration
service-cancelling = Cancelling …
service-cancel-sure = Cancel your registration at { $service }? It forgets what you told it. Your own account stays.
service-keep = Keep it
service-registered = You are registered at { $service } now.
service-changed = { $service } has taken the change.
service-cancelled = You are no longer registered at { $service }.
account-leave = Leave
account-leave-line = Two different things: forget it here, or end it for everybody
account-forget = Remove from this computer
account-forget-why = Your keyring forgets the password. The account stays on its server, and you can sign in whenever you know the password: make sure that you have it elsewhere.
account-forget-missing = Not removed: no keyring answers on this computer.
account-forget-locked = Not removed: your keyring is locked. Unlock it and try again.
account-forget-denied = Not removed: your keyring did not allow it.
account-forget-slow = Not removed: your keyring did not answer within 30 seconds.
account-forget-failed = Not removed: your keyring has a fault.
account-delete = Delete on the server…
account-delete-title = Delete the account on the server
account-delete-why = This ends the account for everybody, on every device. What is lost:
account-delete-messages = the messages that the server keeps for you
account-delete-contacts = your contacts and your profile there
account-delete-files = files that you uploaded
account-delete-address = the address { $address }: perhaps nobody can ever have it again, perhaps somebody else can
account-delete-nobody = Nobody can undo it, not even the people who run the server.
account-delete-type = Type { $address } to delete it
account-delete-send = Delete for ever
account-deleting = Deleting …
account-delete-unknown = The connection broke before { $domain } answered. We could not tell whether the account is deleted.
account-delete-unknown-again = It is still not known whether { $domain } deleted the account.
account-delete-doubtful = It is not known yet whether the account is gone
account-still-there = { $domain } said that the account will be deleted, and still lets you in. Some servers wait a few days.
account-still-there-again = { $domain } said that the account will be deleted, and lets you in to this moment.
account-not-known = The connection broke before the answer came, and it is not known whether it was done. Look again in a moment.
account-not-deleted = { $domain } still lets you in: the account was not deleted.
account-gone = Deleted
account-gone-why = { $address } is deleted: its server no longer lets you in.
account-gone-forgotten = Its password was removed from this computer, too.
owner-lost-why = It ended before the server had answered. Nothing was changed. Try again.
owner-ended-why = It gave a reason that only those who run it can judge: see the details. Nothing was changed.
owner-no-answer-why = The connection is there, but the answer did not come in time. Nothing was changed. Try again.

## Closing in the middle of it

closing-title = Your account is being made
closing-why = The server has not answered yet. If you close now, you will not know whether you have an account.
closing-why-saved = The server has not answered yet. If you close now, the next start of this program finds out whether you have an account.
closing-change = Your password is being changed
closing-change-why = The server has not answered yet. If you close now, you will not know which password holds: keep both.
closing-delete = Your account is being deleted
closing-delete-why = The server has not answered yet. If you close now, you will not know whether the account is gone. Closing does not stop it.
closing-other = Something is on its way
closing-other-why = The server has not answered yet. If you close now, you will not know whether it was done.
closing-stay = Keep waiting
closing-leave = Close all the same

## What a later start hands to the window

handed-invitation = An invitation to { $domain } was opened
handed-server = Sign up on { $domain }?
handed-link = A link was opened
handed-account = Open the settings of { $address }?
handed-accounts = Open the account settings?
handed-busy = What you sent before is still on its way. You are asked about this again when the server has answered.
handed-why-form = What you typed for { $domain } is kept: choose { $domain } again, and it is there.
handed-why-account = What you typed on this page and did not send is not kept.
handed-why-saved = You leave the page of { $address }. Its password is in your keyring.
handed-why-unsaved = You leave the page of { $address }. Copy its password first: it is kept nowhere else.
handed-why-page = You leave the page that is shown.
handed-why-settings = The proxy that you typed is not set yet, and is not kept.
handed-go = Go there
handed-stay = Stay here
errand-talk = This link opens a conversation with { $address }
errand-room = This link leads into the room { $address }
errand-contact = This link adds { $address } to your contacts
errand-other = This link is for a chat program, at { $address }
foreign-none = There is no chat program on this computer that takes it. Install one, and open the link again.
foreign-copy = Copy the link
foreign-close = Go on without it

## Pictures that cannot be shown

picture-broken = What the server sent is not a picture.
picture-too-large = The picture is too large to be shown.
picture-forbidden = The picture lies where this program must not fetch it from.
picture-unreachable = The picture could not be fetched.
picture-unasked = There are many pictures here. This one comes when you ask for it.
picture-missing = The server did not send the picture.
sound-too-large = The file is too large to be fetched.
sound-forbidden = The file lies where this program must not fetch it from.
sound-unreachable = The file could not be fetched.
sound-missing = The server did not send the file.

## Settings and About

settings-open = Settings and About
settings-title = Settings and About
# The name of this language in itself.
language-name = English
settings-language = Language
settings-language-system = As the system says ({ $language })
settings-language-named = The command line named another for this run. What you choose here counts from now on.
settings-theme = Light or dark
settings-theme-system = As the system says
settings-theme-light = Light
settings-theme-dark = Dark
settings-text = Size of everything
settings-text-normal = Normal
settings-text-large = Large
settings-text-larger = Larger
settings-text-largest = Largest
settings-proxy = Connections go through
settings-proxy-system = What the system says
settings-proxy-none = Nothing
settings-proxy-own = This proxy
settings-proxy-named = The command line named another for this run. What you choose here counts from now on.
settings-proxy-of-system = The system says { $proxy } ({ $variable }).
settings-proxy-of-system-none = The system names no proxy.
settings-proxy-use = Use this proxy
settings-keyring = Save passwords in this computer’s keyring
settings-keyring-help = Without it nothing is saved: a new password is shown once, to copy.
settings-set-aside = Your settings could not be read. The file was put aside as { $path }. Everything is as at the first start, also what connections go through.
settings-unreadable = Your settings in { $path } cannot be read. Everything is as at the first start, also what connections go through.
settings-busy = Not written down: another program is at the settings. Your choice holds until you close this program.
settings-disk-full = Not written down: the disk is full. Your choice holds until you close this program.
settings-read-only = Not written down: nothing may be written to the folder of the settings. Your choice holds until you close this program.
settings-no-folder = Not written down: the folder of the settings cannot be made. Your choice holds until you close this program.
settings-disk-failed = Not written down: the disk has a fault. Your choice holds until you close this program.

forget-title = Forget everything on this computer
forget-help = What this program has kept here: settings, notes, and the passwords in your keyring. Your accounts stay on their servers.
forget-look = Forget everything …
forget-looking = Looking for it …
forget-nothing = This program has left nothing on this computer.
forget-ask = All of this will be gone from this computer for ever. Your accounts stay on their servers.
forget-settings = Settings
forget-journal = Sign-ups and changes of which it is not known what became of them
forget-cache = What was fetched and can be fetched again
forget-keyring = Passwords in your keyring. Copy those that you will need: you cannot get them back.
forget-keyring-closed = What is in your keyring stays there: { $why }.
forget-more = … and { $count } more
forget-sure = Forget all of this
forget-keep = Keep everything
forget-removing = Forgetting it …
forget-done = Everything is forgotten.
forget-remains = This could not be forgotten:
forget-stays = { $name }: { $why }
forget-why-in-use = another program is busy with it
forget-why-read-only = nothing may be changed there
forget-why-disk = the disk has a fault
forget-why-missing = no keyring answers
forget-why-locked = the keyring is locked
forget-why-denied = the keyring did not allow it
forget-why-slow = the keyring did not answer within 30 seconds
forget-why-failed = the keyring has a fault

about-version = Vestibule { $version }
about-licence = Free software. You may use it, change it and pass it on, by the MIT or the Apache 2.0 licence.
about-report = Something does not work?
about-report-where = Report it where you got this program from. Say what you did and what happened, and add the version and the system. When something is in the way of a sign-up, “Copy report” on that page says more.
about-copy = Copy version and system
about-inside = What is inside, and its licences
about-save = Save the texts of all licences to a file
about-saved = Saved as { $path }
about-not-saved = The file could not be saved: { $reason }

## Verbs without a window

cli-no-display = The window cannot be opened: { $reason }
cli-no-screen = There is no display for the window. vestibule --help shows what works without one.
cli-link-passed-on = This link is for a chat program: { $program } has it now.
cli-window-raised = The window is open already: it is shown.
cli-window-has-it = The window that is open has taken it.
cli-interrupted = Interrupted. Nothing was sent.
cli-interrupted-sent = Interrupted after the answers were sent: it is not known what the server did with them.
cli-interrupted-sent-for = Interrupted after it was sent: it is not known what the server did. vestibule info { $address } tells.
cli-unknown = No clear answer came, and a sign-in could not tell whether { $address } was made. Check later with vestibule check { $address }.
cli-proxy = The connection was to go through { $proxy }.
cli-proxy-kind = { $kind } is not a kind of proxy that can be used. Only SOCKS5 is.
cli-proxy-of-system = { $variable }: { $reason } Unset it, or say --proxy none.
cli-proxy-of-settings = What is set as a proxy is none. Set it anew in the window, or say --proxy none.
cli-proxy-password-apart = A password is never an argument. Leave it out of --proxy and set { $variable }, or type it when asked.
cli-proxy-password-missing = The proxy wants a password. Set { $variable }.
cli-ask-proxy-password = Password for { $proxy }:
cli-detail = ({ $detail })
cli-server-said = The server said: { $text }
cli-fields-at-fault = It is about: { $fields }
cli-refused = { $domain } said no.
cli-refused-answers = The server does not accept some of these answers.
cli-impostor = The server that answers could not prove that it is { $domain }. Nothing was done.
cli-account-unknown = It was sent to { $domain }, and it is not known whether it was done. Try to sign in.
cli-still-there = { $domain } said that the account is deleted, but still lets you in. Perhaps it goes later.
cli-problems = These answers cannot be sent like this:
cli-insist = With --insist they are sent all the same: the server decides.
cli-file-wrong = { $file } cannot be used: { $reason }
cli-input-wrong = The input cannot be read: { $reason }
cli-input-ended = The input ended before all was answered.
cli-not-a-domain = “{ $typed }” is not a server’s name. It looks like example.org.
cli-invitation-twice = Name the invitation once: as the link, or by --invitation.
cli-invitation-no-server = Name the server as well, or give the whole link of the invitation.
cli-invitation-elsewhere = The invitation is for { $domain }, not for { $typed }.
cli-ask-link = The link of the invitation:
cli-ask-without-invitation = Sign up without the invitation?
cli-ask-invitation = The link of your invitation, or its token (nothing if you have none)
cli-not-an-address = “{ $typed }” is not an address. It looks like name@example.org.
cli-password-missing = A password is missing: give it in a line of standard input, or with --password-file.
cli-ask-password = Password of { $address }:
cli-ask-new-password = New password:
cli-ask-again = Once more:
cli-not-the-same = These were not the same. Again:
cli-ask-delete = Everything that the server keeps for { $address } will be lost for ever. Type the address to delete it:
cli-delete-needs-yes = Add --yes if { $address } is to be deleted for ever.
cli-not-deleted = That was another address. Nothing was deleted.
cli-deleted = { $address } is deleted: the server does not let anybody sign in with it any more.
cli-password-changed = The password of { $address } is changed, and a sign-in has proved the new one.
cli-no-record = The password is right. The server does not tell what it has on record about { $address }.
cli-made = Your new address is { $address }
cli-reset = The password of { $address } is set anew.
cli-proved = A sign-in has proved it.
cli-proof-nothing = The server said yes. There was no name and password to try.
cli-set-wrong = An answer looks like --set NAME=VALUE.
cli-set-password = “{ $field }” is not for --set: everybody on this computer can read arguments. Give it in a line of standard input, or with --password-file.
cli-set-several = “{ $field }” takes one answer only.
cli-set-toggle = “{ $field }” is a switch: true or false.
cli-set-unknown = The form does not have: { $names }
cli-captcha-needs = The server wants the characters of a picture. Add --captcha-command, or run this in a terminal.
cli-captcha-words = The server wants an answer to { $field }. Add --set, or run this in a terminal.
cli-captcha-look = Look at this picture: { $path }
cli-captcha-listen = Listen to this: { $path }
cli-captcha-watch = Watch this: { $path }
cli-captcha-skip = An empty line shows another puzzle.
cli-captcha-other = Here is another puzzle.
cli-captcha-failed = The captcha command gave no answer: { $reason }
cli-no-puzzle = The puzzle cannot be shown.
cli-computing = Your computer does a calculation that the server asks for instead of a puzzle …
cli-unsolved = { $domain } asks for a calculation that takes too long on this computer. Nothing was sent.
cli-no-accounts = The keyring has no password of an account.
cli-forgotten = { $address } is removed from this computer. On the server nothing has changed.
cli-no-services = { $domain } names no service that takes registration. One that you know by its address can be used all the same.
cli-not-a-service = “{ $typed }” is not the address of a service. It looks like gateway.example.org.
cli-service-registered = You are registered with { $service }.
cli-service-left = The registration with { $service } is ended.
cli-service-gateway = a gateway
cli-service-gateway-to = a gateway: { $network }
cli-service-rooms = rooms
cli-service-other = another service
cli-about-no-registration = The server says that it does not let passwords be changed or accounts be deleted from a program.
cli-contact-support = Help: { $address }
cli-contact-admin = Who runs it: { $address }
cli-contact-abuse = Complaints: { $address }
cli-contact-security = Security: { $address }
cli-contact-feedback = Feedback: { $address }
cli-contact-status = Whether it is up: { $address }
cli-contact-sales = Sales: { $address }
cli-check-nothing = There is nothing to find out: nothing was cut off.
cli-check-not-noted = Nothing about { $address } was cut off on this computer.
cli-check-made = { $address } was made. Proved by a sign-in.
cli-check-waiting = { $address } was made and waits for approval.
cli-check-not-made = { $address } was not made: the server does not know it with this password.
cli-check-unknown = It is still not known whether { $address } was made.
cli-check-changed = The password of { $address } was changed. A sign-in has proved the new one.
cli-check-not-changed = The password of { $address } was not changed: the old one holds.
cli-check-change-unknown = It is still not known which password of { $address } holds. Nothing was forgotten.
cli-servers-none = No server in the list is like that.
cli-servers-untold = nothing is known of how it signs up
cli-servers-also = Also
cli-servers-page = Sign up at
cli-survey-counted = { $asked } asked: { $form } send a form, { $web } sign up on the web, { $invitation } want an invitation, { $closed } let nobody in, { $none } gave no answer.
cli-survey-nobody = There is no server to ask. Name one, or give one a line in standard input.
cli-survey-too-many = These are more than { $most } servers.
cli-required = required
cli-yes = yes
cli-no = no
cli-kind-work = computed by your computer
cli-kind-text = text
cli-kind-secret = hidden text
cli-kind-lines = several lines
cli-kind-address = an address
cli-kind-addresses = addresses
cli-kind-toggle = yes or no
cli-kind-choice = one of
cli-kind-choices = some of
cli-kind-puzzle-picture = a puzzle with a picture
cli-kind-puzzle-sound = a puzzle to listen to
cli-kind-puzzle-film = a puzzle to watch
cli-kind-puzzle-words = a puzzle in words
cli-spare = in place of another puzzle
cli-open = Or an answer of your own.
cli-pattern = Of the form { $pattern }
cli-page = Page { $number } of { $count }
cli-more-options = … and { $count } more: --json shows them all.
cli-practice-runs = The practice server listens on 127.0.0.1, port { $port }, until you press Ctrl+C. Use it with --practice. Its hosts:
cli-practice-accounts = Accounts to sign in to, all with the password { $password }:
cli-practice-alone = Other programs will not find it by themselves: { $reason }

# An invitation in a file.
scan-drop = Drop it here
scan-drop-about = A picture of an invitation’s code, or a text with its link.
scan-elsewhere = Not on this page
scan-elsewhere-about = An invitation can be dropped on the first page, where the server is chosen.
scan-reading = Looking for the invitation …
scan-no-picker = This desktop has no window for choosing files. Drop the picture here, or paste the link.
scan-not-there = There is no such file.
scan-not-a-file = This is not a file but a folder or something else. Take the picture of the invitation, or a text with its link.
scan-unreadable = This file cannot be read: the system does not let this program do it.
scan-too-large = This file is too large: 32 MB and 25 megapixels are the most. Cut the code out, and take that.
scan-kind = Files of this kind cannot be read. A picture has to be a PNG, JPEG, WebP or GIF; a screenshot of it always is.
scan-damaged = This picture is damaged: it cannot be shown at all.
scan-no-code = No code is seen in this picture. If there is one, cut it out, or take a sharper picture from nearer by.
scan-blurred = There is a code in this picture, but it cannot be made out. Take a sharper picture, with all of the code in it.
scan-other-code = The code in this picture is no invitation: it is for something else.
scan-no-link = There is no invitation in this file.
