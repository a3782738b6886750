## Die Schritte oben

step-server = Server
step-account = Ihr Konto
step-done = Fertig
step-of = Schritt: { $step }

## Passwörter

password-show = Passwort zeigen
password-hide = Passwort verbergen

## Bilderrätsel

captcha-picture = Bilderrätsel
captcha-placeholder = Hier eintippen
captcha-renew = Neues Bild
