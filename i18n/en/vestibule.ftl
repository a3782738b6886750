## The steps at the top

step-server = Server
step-account = Your account
step-done = Done
# Read out by screen readers.
step-of = Step: { $step }

## Passwords

password-show = Show the password
password-hide = Hide the password

## Picture puzzles

captcha-picture = Picture puzzle
captcha-placeholder = Type them here
captcha-renew = New picture
