### Was Menschen in Vestibule lesen, auf Deutsch. Einfache Wörter: Adresse, Server, Konto anlegen.

## Die Schritte oben

step-server = Server
step-account = Ihr Konto
step-done = Fertig
step-of = Schritt: { $step }

## Wörter für alle Seiten

back = Zurück
cancel = Abbrechen
close = Schließen
copy = Kopieren
copied = Kopiert
details = Einzelheiten
field-optional = freiwillig
server-said = Was der Server sagte
server-says = Was der Server sagt

## Server

server-title = Wo soll Ihre Adresse sein?
server-intro = Jeder Server erreicht jeden anderen, wie bei E-Mail. Wählen Sie einen, der Ihnen zusagt.
server-have-account = Ich habe schon ein Konto
server-have-account-short = Anmelden
server-search = Suchen, oder Server, Adresse, Einladung eingeben
server-search-short = Suchen, oder Server eingeben
server-list = Server
server-go = Weiter
server-go-with = Weiter mit { $domain }
server-use = { $domain } verwenden
server-use-about = Der Server, den Sie eingetippt haben
server-use-name = Der Server der eingetippten Adresse, mit dem Namen { $name }
server-use-invitation = Ihre Einladung
server-use-invitation-name = Ihre Einladung, für den Namen { $name }
server-also = Von denselben Leuten wie { $domain }
server-only-name = Mehr ist darüber nicht bekannt.
server-resets = Passwort rücksetzbar
# Klappt die Karte eines Servers auf, für Screenreader.
server-more = Mehr über { $domain }
server-less = Weniger über { $domain }
server-asks-nothing = Offen · fragt sonst nichts
server-asks-puzzle = Bilderrätsel
server-asks-email = E-Mail-Adresse
server-asks-puzzle-email = Bilderrätsel, E-Mail
server-asks-form = Hier anzulegen
server-asks-web = Über seine Webseite
server-not-a-domain = Das ist kein Name eines Servers. Tippen Sie einen wie example.org ein, oder wählen Sie unten einen.
server-none = Wählen Sie unten einen Server, oder tippen Sie einen ein.
server-is-link = Mit diesem Link legt man kein Konto an. Tippen Sie den Namen eines Servers ein, etwa example.org, oder fügen Sie den Link einer Einladung ein.

chip-no-puzzle = Kein Rätsel
chip-resets = Passwort rücksetzbar
chip-here = Anmeldung hier
server-nothing-wanted = Kein Server erfüllt das alles.
server-nothing-named = Kein Server der Liste passt. Jeder andere geht auch: mit seinem ganzen Namen, etwa example.org.
server-wishes-off = Filter aufheben: { $count ->
    [one] ein Server
   *[other] { $count } Server
}

server-files = Dateien bis
server-storage = Ihr Speicher
server-messages = Nachrichten
server-lost-password = Passwort weg
server-run-by = Betreiber
server-website = Website
server-support = Hilfe
server-legal-notice = Impressum

connection = Verbindung
connection-way = Verbindung: { $way }
connection-direct = direkt
connection-through = über Proxy
connection-by-hand = von Hand
connection-host = Rechner
connection-host-help = Nur, wenn der Server woanders zu erreichen ist, als sein Name sagt.
connection-host-wrong = Das ist weder ein Name noch eine Adresse. Der Port hat seine eigene Zeile.
connection-port = Port
connection-port-wrong = Ein Port ist eine Zahl von 1 bis 65535.
connection-port-alone = Zu einem Port gehört ein Rechner.
connection-proxy = Proxy
connection-proxy-help = Für Tor oder einen anderen SOCKS5-Proxy: socks5://127.0.0.1:9050. Server schlägt allein der Proxy nach.
connection-proxy-found = Aus { $variable }, die Ihr System setzt. Leeren Sie das Feld, um ohne Proxy zu gehen.
connection-proxy-ignored = { $variable } nennt einen Proxy, der nicht SOCKS5 ist. Er wird nicht benutzt.
connection-proxy-wrong = Ein Proxy sieht so aus: socks5://RECHNER:PORT.
connection-proxy-kind = Nur SOCKS5-Proxys sind möglich.
connection-proxy-password = Passwort für den Proxy
connection-proxy-password-apart = Lassen Sie das Passwort hier weg: Alle könnten es lesen. Sie werden danach gefragt.
connection-proxy-password-missing = Zu diesem Namen verlangt der Proxy ein Passwort.
connection-encryption = Verschlüsselung
encryption-auto = Wie der Server es sagt
encryption-direct = Vom ersten Byte an (direktes TLS)
encryption-starttls = Nach Anfrage (STARTTLS)

## Verbinden

connecting-title = { $domain } wird gefragt …
stage-find = Server wird gesucht
stage-connect = Verbindung wird aufgebaut
stage-secure = Verbindung wird gesichert
stage-ask = Formular wird geholt

## Passwörter

password = Passwort
password-show = Passwort zeigen
password-hide = Passwort verbergen
password-copy = Passwort kopieren
password-copied = Das Passwort wurde kopiert
password-not-saved = Nirgends gespeichert: Kopieren Sie es und legen Sie es an einen sicheren Ort, bevor Sie dieses Fenster schließen.
kept-nowhere = Nirgends gespeichert.
kept-saving = Es kommt gerade in Ihren Schlüsselbund …
kept-saved = In Ihrem Schlüsselbund gespeichert.
kept-missing = Nicht gespeichert: Auf diesem Computer antwortet kein Schlüsselbund.
kept-locked = Nicht gespeichert: Ihr Schlüsselbund ist gesperrt.
kept-denied = Nicht gespeichert: Ihr Schlüsselbund hat es nicht erlaubt.
kept-slow = Nicht gespeichert: Ihr Schlüsselbund hat 30 Sekunden lang nicht geantwortet.
kept-failed = Nicht gespeichert: Ihr Schlüsselbund hat einen Fehler.
kept-disk-full = Nicht gespeichert: Die Platte ist voll, darum ließ sich der nötige Vermerk nicht schreiben.
kept-read-only = Nicht gespeichert: In den Ordner für den nötigen Vermerk darf nichts geschrieben werden.
kept-no-folder = Nicht gespeichert: Der Ordner für den nötigen Vermerk lässt sich nicht anlegen.
kept-disk-failed = Nicht gespeichert: Der nötige Vermerk ließ sich nicht auf die Platte schreiben.
kept-copy-it = Kopieren Sie es und legen Sie es an einen sicheren Ort, bevor Sie dieses Fenster schließen.

## Bilderrätsel

captcha-picture = Bilderrätsel
captcha-placeholder = Hier eintippen
captcha-open = Im Browser öffnen: { $link }
captcha-renew = Neues Bild
puzzle-question = Beantworte diese Frage
puzzle-picture = Was zeigt das Bild?
puzzle-picture-question = Beantworte die Frage zum Bild
puzzle-speech = Welche Wörter hören Sie?
puzzle-speech-question = Beantworten Sie die Frage, die Sie hören
puzzle-sound = Was hören Sie?
puzzle-film = Was zeigt der Film?
puzzle-film-question = Beantworte die Frage zum Film
puzzle-renew = Anderes Rätsel
puzzle-valid = Das Formular gilt noch.
puzzle-old = Dieses Rätsel läuft gleich ab. Legen Sie das Konto bald an, oder nehmen Sie ein anderes.
puzzle-more = Ich kann es nicht lesen
puzzle-more-sound = Ich kann es nicht hören
puzzle-more-question = Ich kann es nicht beantworten
# Hinter der Frage eines Rätsels, das man statt eines anderen lösen kann.
puzzle-or = stattdessen
# Statt den Computer rechnen zu lassen.
puzzle-instead = Stattdessen eine Frage beantworten
puzzle-work = Dein Computer löst ein kleines Rätsel für diesen Server.
# Der Link wird hier im Fenster gezeigt.
puzzle-show-link = Zeigen, was bei { $host } liegt
puzzle-load = Bild laden
puzzle-link-loading = Wird geholt …
puzzle-link-page = Dort liegt kein Bild, sondern eine Seite für den Browser.
puzzle-sound-save = Den Ton in einer Datei speichern
puzzle-film-save = Den Film in einer Datei speichern
puzzle-saving = Wird gespeichert …
puzzle-saved = Gespeichert als { $path }
puzzle-open-file = Die Datei öffnen
puzzle-not-saved = Die Datei konnte nicht geschrieben werden: { $reason }

## Ein Konto im Web

web-title = Ein Konto bei { $domain } gibt es im Web
web-intro = Öffnen Sie diese Seite im Browser und legen Sie Ihr Konto dort an.
web-intro-other = Der Server gab dies anstelle eines Formulars.
web-intro-none = Der Server lässt niemanden aus einem Programm heraus ein Konto anlegen. Mehr als dies sagt er nicht.
web-open = Öffnen
web-open-anyway = Trotzdem öffnen
web-ask = Das ist keine Webseite. { $link } zu öffnen startet ein anderes Programm.
web-not-secure = Diese Seite ist nicht gesichert. Andere können unterwegs lesen, was Sie auf { $link } eintippen.
web-could-not-open = Nichts auf diesem Computer konnte { $link } öffnen. Kopieren Sie es und öffnen Sie es selbst.

## Fertig

done-title = Willkommen. Das ist Ihre Adresse
done-title-reset = Ihr neues Passwort ist gesetzt
done-reset = Es ist das Konto, das Sie schon hatten. Alle Programme, die es benutzen, fragen jetzt nach dem neuen Passwort.
done-proved = Bewiesen: Wir haben uns eben damit angemeldet
done-no-address = { $domain } hat ja gesagt
done-no-address-why = Nach Name und Passwort hat der Server hier nicht gefragt. Ihre Adresse teilt er Ihnen anders mit, wahrscheinlich per E-Mail.
done-another = Noch ein Konto
lost-untold = Wenige Server können ein verlorenes Passwort zurücksetzen: Verwahren Sie es gut.
lost-gone = Niemand kann es zurücksetzen, wenn Sie es verlieren: Verwahren Sie es gut.
lost-reset = Verloren? { $domain } kann es zurücksetzen:
lost-how = so geht es
handover-title = Mit dem Chatten beginnen
handover-start = Melden Sie sich dort mit Adresse und Passwort an.
handover-none = Auf diesem Computer wurde kein Chatprogramm gefunden. Jedes Programm für XMPP ist recht: Melden Sie sich dort mit Adresse und Passwort an.
handover-open = In { $program } öffnen
handover-others = Andere Programme
handover-failed = { $program } ließ sich nicht starten.
handover-friends = Freunde, die das Bild scannen, können Sie hinzufügen. Das Passwort ist nicht darin.
handover-copy = Link kopieren
handover-picture = Ein Bild mit einem Link zu Ihrer Adresse

## Noch nicht bewiesen

pending-unproved = Ihr Konto wurde angelegt
pending-unproved-why = Der Server hat ja gesagt, aber wir konnten uns eben nicht anmelden, um es zu beweisen.
pending-waiting = Ihr Konto wartet auf Zustimmung
pending-waiting-why = Wer den Server betreibt, muss noch zustimmen, oder Sie müssen in einer E-Mail von dort etwas anklicken. Sie können später wiederkommen.
pending-unknown = Ob das Konto angelegt wurde, ist nicht bekannt
pending-unknown-reset = Wir konnten nicht feststellen, ob das Passwort gesetzt wurde
pending-unknown-why = Vom Server kam keine klare Antwort. Sehen Sie jetzt nach: Wir melden uns einmal mit dem Namen und dem Passwort an, die Sie gewählt haben.
pending-not-made = Das Konto wurde nicht angelegt
pending-not-made-why = Der Server kennt diese Adresse mit diesem Passwort nicht. Sie können das Konto noch einmal anlegen; was vom ersten Versuch aufgehoben wurde, wird dann vergessen.
pending-not-reset = Das Passwort wurde nicht gesetzt
pending-not-reset-why = Der Server kennt diese Adresse mit diesem Passwort nicht: Das alte gilt. Sie können zum Formular zurückgehen und es noch einmal setzen.
pending-sign-up-again = Noch einmal anlegen
pending-check = Jetzt nachsehen
pending-check-again = Noch einmal nachsehen
pending-checking = Es wird nachgesehen …
pending-form = Zurück zum Formular
# Der Grund ist der Titel einer Seite, etwa: example.org antwortet nicht.
pending-not-reached =
    { $times ->
        [one] Einmal nachgesehen: { $why }.
       *[other] { $times } Mal nachgesehen: { $why }.
    }
pending-refused =
    { $times ->
        [one] Einmal nachgesehen: Der Server lässt Sie noch nicht herein.
       *[other] { $times } Mal nachgesehen: Der Server lässt Sie noch nicht herein.
    }
pending-unclear =
    { $times ->
        [one] Einmal nachgesehen: Der Server kann eine Anmeldung gerade nicht prüfen.
       *[other] { $times } Mal nachgesehen: Der Server kann eine Anmeldung gerade nicht prüfen.
    }
pending-refused-unknown =
    { $times ->
        [one] Einmal nachgesehen: Der Server lässt Sie nicht herein. Das Konto wurde nicht angelegt, oder es wartet auf Zustimmung.
       *[other] { $times } Mal nachgesehen: Der Server lässt Sie nicht herein. Das Konto wurde nicht angelegt, oder es wartet auf Zustimmung.
    }

## Von früher übrig

# Why the keyring did not do what was asked.
keyring-missing = Auf diesem Computer antwortet kein Schlüsselbund.
keyring-locked = Ihr Schlüsselbund ist gesperrt.
keyring-denied = Ihr Schlüsselbund hat nein gesagt.
keyring-slow = Ihr Schlüsselbund hat 30 Sekunden lang nicht geantwortet.
keyring-failed = Ihr Schlüsselbund hat einen Fehler.

left-unknown = Ob { $address } angelegt wurde, ist nicht bekannt: Das Programm endete, bevor der Server geantwortet hat.
left-made = { $address } wurde angelegt, und noch hat keine Anmeldung es bewiesen.
left-change = Es ist nicht bekannt, welches Passwort von { $address } gilt: Das Programm endete, bevor der Server geantwortet hat.
left-forget = Vergessen
left-forget-sure = Mitsamt dem Passwort vergessen
left-not-saved = Das Passwort wurde hier nicht gespeichert. Tippen Sie es ein, um es herauszufinden.
left-missing = Auf diesem Computer antwortet kein Schlüsselbund. Tippen Sie das Passwort ein, um es herauszufinden.
left-locked = Ihr Schlüsselbund ist gesperrt. Entsperren Sie ihn oder tippen Sie das Passwort ein, um es herauszufinden.
left-denied = Ihr Schlüsselbund hat das Passwort nicht herausgegeben. Tippen Sie es ein, um es herauszufinden.
left-slow = Ihr Schlüsselbund hat 30 Sekunden lang nicht geantwortet. Tippen Sie das Passwort ein, um es herauszufinden.
left-proxy = Es ging durch { $proxy }; dessen Passwort wird nie aufbewahrt. Geben Sie es ein, um denselben Weg zu gehen.
left-proxy-missing = Ohne dieses Passwort lässt der Proxy niemanden durch.
left-failed = Ihr Schlüsselbund hat einen Fehler. Tippen Sie das Passwort ein, um es herauszufinden.

## Was von einem Server bekannt ist, bevor er gefragt wird

fact-since = online seit { $year }
fact-no-limit = unbegrenzt
fact-size = { $size } { $unit }
fact-tenths = { $whole },{ $tenth }
fact-size-below = weniger als 1 MB
fact-kept = { $days ->
    [one] einen Tag lang
   *[other] { $days } Tage lang
}
fact-kept-below = nicht einen Tag lang
fact-kept-always = auf Dauer
fact-days = { $days ->
    [one] einen Tag
   *[other] { $days } Tage
}
fact-days-below = nicht einen Tag
fact-resets = kann zurückgesetzt werden
fact-resets-never = niemand kann es zurücksetzen
fact-by-person = eine Privatperson
fact-by-association = ein Verein
fact-by-state = eine öffentliche Stelle
fact-by-business = ein Unternehmen
fact-of = Angaben vom { $day }
fact-untold = nicht bekannt

## Die Liste der Server

list-built-in = Die Liste, die mit diesem Programm kam, Stand { $day }.
list-loaded = Die Liste von { $from }, Stand { $day }.
list-no-list = Was kam, ist keine Liste von Servern. Die bisherige bleibt.
list-forbidden = Von dieser Adresse lässt sich die Liste nicht laden: Es muss https sein, und im offenen Internet.
list-no-network = Die Liste ließ sich nicht laden: Sie scheinen offline zu sein.
list-unreachable = Die Liste ließ sich nicht laden: Wo sie sein sollte, antwortet niemand. Versuchen Sie es später noch einmal.
list-slow = Die Liste kam nicht rechtzeitig. Ihr Netz ist vielleicht langsam: Versuchen Sie es noch einmal.
list-insecure = Die Liste wurde nicht geladen: Es gibt keine sichere Verbindung dorthin, wo sie sein sollte.
list-status = Die Liste ließ sich nicht laden: Sie ist zurzeit nicht da (Antwort { $status }). Versuchen Sie es später noch einmal.
list-too-large = Was kam, ist zu groß für eine Liste von Servern. Die bisherige bleibt.
list-wrong-type = Unter dieser Adresse gibt es etwas anderes als eine Liste. Die bisherige bleibt.
list-disk-full = Die neue Liste bleibt nicht für das nächste Mal: Die Platte ist voll.
list-read-only = Die neue Liste bleibt nicht für das nächste Mal: In ihren Ordner darf nichts geschrieben werden.
list-no-folder = Die neue Liste bleibt nicht für das nächste Mal: Ihr Ordner lässt sich nicht anlegen.
list-disk-failed = Die neue Liste bleibt nicht für das nächste Mal: Sie ließ sich nicht auf die Platte schreiben.
list-set-aside = Die gespeicherte Liste war beschädigt. Sie liegt jetzt unter { $file }; benutzt wird die, die mit diesem Programm kam.
list-unreadable = Die gespeicherte Liste lässt sich nicht lesen: { $file }. Benutzt wird die, die mit diesem Programm kam.
list-bad = { $count ->
        [one] 1 Eintrag ergibt keinen Sinn und ist weggelassen.
       *[other] { $count } Einträge ergeben keinen Sinn und sind weggelassen.
    }
list-beyond = Sie ist zu lang: Nur die ersten { $most } Server sind hier, { $count } sind weggelassen.
list-shown = { $shown } von { $all ->
        [one] 1 Server
       *[other] { $all } Servern
    }
# Teile der Zeile über die Liste.
list-facts-of = Stand { $day }
list-of-project = Liste von XMPP Providers, geladen am { $day }
list-of-host = Liste von { $host }, geladen am { $day }
list-refresh = Neu laden
list-loading = Eine neuere Liste wird geladen …
list-nothing-newer = Es gibt keine neuere Liste: Diese ist noch aktuell.
list-newer = { $count ->
        [one] Die neue Liste ist da, mit 1 Server.
       *[other] Die neue Liste ist da, mit { $count } Servern.
    }

## Welche Server gerade offen sind

check-open = Prüfen, welche offen sind
check-again = Noch einmal prüfen
check-progress = { $done } von { $of } gefragt
check-done = { $open ->
        [0] Keiner von { $of } ist offen
        [one] 1 von { $of } ist offen
       *[other] { $open } von { $of } sind offen
    }
check-stopped = Abgebrochen nach { $done } von { $of }
check-nobody = Kein Server ließ sich fragen. { $why }.
# Auf einer Karte.
check-asking = Wird gefragt …
check-form = Jetzt offen · { $asked }
check-asks-nothing = sonst nichts
check-asks-puzzle = Rätsel
check-asks-email = E-Mail
check-asks-others = { $count ->
        [one] 1 Frage
       *[other] { $count } Fragen
    }
check-perhaps-invitation = Vielleicht nur mit Einladung
check-invitation = Nur mit Einladung
check-web = Im Web
check-closed = Geschlossen
check-says-no = Lehnt gerade ab
check-not-secure = Keine sichere Verbindung
check-no-answer = Keine Antwort
check-not-asked = Konnte nicht gefragt werden

## Server, die gefragt wurden

survey-form = { $domain } sendet sein Formular: { $asked }
survey-form-invites = { $domain } sendet sein Formular, nimmt aber vielleicht nur Leute mit Einladung: { $asked }
survey-asks-nothing = Name und Passwort, sonst nichts
survey-asks-puzzle = ein Rätsel
survey-asks-email = eine E-Mail-Adresse
survey-asks-others = { $count ->
        [one] 1 weitere Angabe
       *[other] { $count } weitere Angaben
    }

## Hindernisse

trouble-other-server = Anderen Server wählen
trouble-again = Noch einmal versuchen
trouble-connection = Verbindung ändern
trouble-without-invitation = Ohne Einladung fortfahren
trouble-with-invitation = Einladung benutzen
# Unter dem Satz, wo ein Formular verlassen wurde.
trouble-kept = Was Sie eingegeben haben, bleibt erhalten.
trouble-copy = Bericht kopieren
trouble-copied = Der Bericht wurde kopiert
trouble-not-found = Einen Server { $domain } gibt es nicht
trouble-not-found-why = Der Name ist nicht bekannt. Ist er richtig geschrieben?
trouble-no-network = Sie sind anscheinend offline
trouble-no-network-why = { $domain } ließ sich nicht nachschlagen. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.
trouble-names = { $domain } ließ sich nicht nachschlagen
trouble-names-why = Wer weiß, wo die Server sind, kann es gerade nicht sagen. Das ist ein Fehler dort oder bei den Betreibern von { $domain } und meist bald vorbei. Versuchen Sie es später noch einmal.
trouble-proxy-away = Ihr Proxy antwortet nicht
trouble-proxy-away-why = Alles soll über einen Proxy laufen, deshalb ging nichts an ihm vorbei. Läuft er? Starten Sie ihn, oder stellen Sie einen anderen ein.
trouble-proxy-login = Ihr Proxy will wissen, wer Sie sind
trouble-proxy-login-why = Er verlangt einen Namen und ein Passwort. Geben Sie beides beim Proxy an.
trouble-proxy-login-wrong = Ihr Proxy lässt Sie nicht hinein
trouble-proxy-login-wrong-why = Er nimmt den Namen und das Passwort nicht an, die eingestellt sind. Prüfen Sie beides.
trouble-not-a-proxy = Das ist kein Proxy, den wir benutzen können
trouble-not-a-proxy-why = Was dort antwortet, ist kein SOCKS5-Proxy. Prüfen Sie Adresse und Port.
trouble-proxy-forbids = Ihr Proxy darf sich nicht mit { $domain } verbinden
trouble-proxy-forbids-why = Die Regeln des Proxys sprechen dagegen. Stellen Sie einen anderen ein, oder fragen Sie dessen Betreiber.
trouble-proxy-no-way = Ihr Proxy findet keinen Weg zu { $domain }
trouble-proxy-no-way-why = Hinter einem Proxy dürfen wir nicht selbst herausfinden, wo der Server ist. Wenn Sie seinen Rechner kennen, geben Sie ihn bei der Verbindung an.
trouble-proxy-lost = Keine Verbindung zu { $domain } über Ihren Proxy
trouble-proxy-lost-why = Der Proxy war da und kam dann nicht weiter. Vielleicht ist er langsam, oder der Server ist es. Versuchen Sie es noch einmal.
trouble-not-served = { $domain } wird dort nicht bedient
trouble-not-served-why = Ein Chat-Server antwortet, aber er sagt, dass er diesen Namen nicht kennt. Ist er richtig geschrieben?
trouble-refused = Bei { $domain } antwortet niemand
trouble-refused-why = Der Rechner ist da, aber auf ihm läuft gerade kein Chat-Server. Vielleicht nur für einen Moment.
trouble-unreachable = { $domain } ist nicht zu erreichen
trouble-unreachable-why = Von hier führt kein Weg dorthin. Prüfen Sie Ihr Netz, oder versuchen Sie es später.
trouble-no-answer = { $domain } antwortet nicht
trouble-no-answer-find = Herauszufinden, wo er ist, hat zu lange gedauert. Ihr Netz ist vielleicht langsam oder weg: Prüfen Sie es und versuchen Sie es noch einmal.
trouble-no-answer-connect = Es kam rechtzeitig keine Verbindung zustande. Der Server ist vielleicht aus, oder etwas auf dem Weg hält sie auf.
trouble-no-answer-secure = Er wurde erreicht, aber die Verbindung zu sichern hat zu lange gedauert. Nichts von Ihnen wurde gesendet.
trouble-no-answer-form = Die Verbindung steht, aber das Formular kam nicht rechtzeitig. Der Server ist vielleicht beschäftigt: Versuchen Sie es noch einmal.
trouble-no-answer-work = Die Berechnung, die er verlangt, dauerte auf diesem Computer zu lange. Nichts wurde gesendet.
trouble-no-answer-submit = Für Ihre Antworten kam rechtzeitig keine Verbindung zustande. Nichts wurde gesendet, und es wurde nichts angelegt.
trouble-no-answer-sign-in = Die Anmeldung hat zu lange gedauert. Der Server ist vielleicht beschäftigt: Versuchen Sie es noch einmal.
trouble-lost = Die Verbindung zu { $domain } brach ab
trouble-lost-why = Sie endete, bevor der Server geantwortet hat. Es wurde nichts angelegt.
trouble-unknown = Ob bei { $domain } etwas angelegt wurde, ist nicht bekannt
trouble-unknown-why = Die Verbindung brach ab, bevor der Server antwortete, und sein Formular fragte nicht nach Name und Passwort, mit denen sich nachsehen ließe. Fragen Sie die Betreiber des Servers.
trouble-ended = { $domain } hat die Verbindung beendet
trouble-ended-why = Den Grund, den er nennt, können nur die Betreiber beurteilen: siehe Einzelheiten. Es wurde nichts angelegt.
trouble-no-encryption = { $domain } bietet keine Verschlüsselung
trouble-no-encryption-why = Ihr Passwort würde offen reisen, darum haben wir angehalten. Nichts von Ihnen wurde gesendet.
trouble-handshake = Keine sichere Verbindung zu { $domain }
trouble-handshake-why = Verschlüsselung war vereinbart und kam nicht zustande. Nichts von Ihnen wurde gesendet. Der Server ist vielleicht zu alt oder falsch eingerichtet.
trouble-certificate = Das ist vielleicht nicht { $domain }
trouble-not-understood = { $domain } hat etwas Unverständliches gesendet
trouble-not-understood-why = Was er gesendet hat, ist nicht gültig. Das können nur die Betreiber des Servers beheben.
trouble-closed = { $domain } nimmt niemanden neu auf
trouble-closed-why = Der Server lässt zurzeit niemanden aus einem Programm heraus ein Konto anlegen.
trouble-invitation = { $domain } verlangt eine Einladung
trouble-invitation-why = Nur wer eingeladen ist, kann dort ein Konto anlegen. Haben Sie keine Einladung, fragen Sie jemanden, der dort ein Konto hat.
trouble-invitation-spent = Diese Einladung gilt nicht mehr
trouble-invitation-spent-why = { $domain } nimmt die Einladung nicht an: Sie ist schon eingelöst, abgelaufen oder nicht von diesem Server. Bitten Sie um eine neue, oder versuchen Sie es ohne Einladung.
trouble-blocked = { $domain } nimmt Sie nicht auf
trouble-blocked-why = Er nimmt niemanden aus Ihrem Netz auf, oder überhaupt niemanden.
trouble-too-many = Zu viele neue Konten bei { $domain }
trouble-too-many-why = Der Server bittet zu warten. Versuchen Sie es später, oder wählen Sie einen anderen.
trouble-said-no = { $domain } hat nein gesagt
trouble-said-no-why = Er wurde nach seinem Formular gefragt und gab es nicht. Warum, ist nicht bekannt.
trouble-server-fault = { $domain } hat eine Störung
trouble-server-fault-why = Der Server konnte es gerade nicht. Versuchen Sie es nach einer Weile noch einmal.
trouble-impostor-why = Was dort antwortet, konnte nicht beweisen, dass es Ihr Konto kennt. Vielleicht ist jemand dazwischen. Ihr Passwort wurde nicht dorthin gesendet.
trouble-our-fault = In diesem Programm ging etwas schief
trouble-our-fault-why = Es liegt nicht an Ihnen und nicht am Server. Die Einzelheiten helfen denen, die es beheben.

day = { $day }. { $month ->
       [1] Januar
       [2] Februar
       [3] März
       [4] April
       [5] Mai
       [6] Juni
       [7] Juli
       [8] August
       [9] September
       [10] Oktober
       [11] November
      *[other] Dezember
    } { $year }
certificate-expired = Sein Zertifikat ist am { $day } abgelaufen. Nichts von Ihnen wurde gesendet. Wenn die Uhr Ihres Computers stimmt, können das nur die Betreiber des Servers beheben.
certificate-not-yet = Sein Zertifikat gilt erst ab { $day }. Nichts von Ihnen wurde gesendet. Prüfen Sie die Uhr Ihres Computers.
certificate-other-name = Sein Zertifikat nennt keinen Server so, wie es heute nötig ist. Nichts von Ihnen wurde gesendet. Das können nur die Betreiber des Servers beheben.
certificate-other-names = Sein Zertifikat gilt nur für { $names }. Nichts von Ihnen wurde gesendet. Das können nur die Betreiber des Servers beheben.
certificate-purpose = Sein Zertifikat ist für etwas anderes als einen Server gedacht. Nichts von Ihnen wurde gesendet. Das können nur die Betreiber des Servers beheben.
certificate-unknown = Niemand, dem Ihr Computer vertraut, bürgt für sein Zertifikat. Nichts von Ihnen wurde gesendet. Das können nur die Betreiber des Servers beheben.
certificate-revoked = Sein Zertifikat wurde zurückgezogen. Nichts von Ihnen wurde gesendet. Das können nur die Betreiber des Servers beheben.
certificate-bad = Sein Zertifikat ist nicht in Ordnung. Nichts von Ihnen wurde gesendet. Das können nur die Betreiber des Servers beheben.

## Üben

practice = Übung
practice-intro = Diese Server laufen nur auf diesem Computer. Probieren Sie alles aus: Nichts verlässt ihn.
practice-open = Fragt nach Name und Passwort und nimmt alle.
practice-form = Fragt nach mehr, auf jede Art.
practice-captcha = Fragt, was auf einem Bild zu sehen ist.
practice-taken = Alle einfachen Namen sind vergeben. Einer mit Ziffer oder Punkt ist frei.
practice-weak = Nimmt nur lange Passwörter, in denen eine Ziffer steht.
practice-web = Legt Konten nur auf einer Webseite an.
practice-closed = Nimmt niemanden auf.
practice-invitation = Nimmt nur auf, wer eingeladen ist.
practice-slow = Braucht drei Sekunden für jede Antwort.
practice-idle = Legt nach drei Sekunden Stille auf. Verloren geht dabei nichts.
practice-every = Fragt nach allem, was es gibt, und prüft es streng.
practice-pages = Verteilt seine Fragen auf drei Seiten.
practice-puzzles = Stellt mehrere Rätsel zur Wahl. Eines genügt.
practice-sound = Fragt, was zu hören ist.
practice-question = Stellt eine Frage in Worten und nimmt drei Antworten darauf.
practice-work = Lässt diesen Computer zuerst etwas rechnen.
practice-linked = Hat neben dem Formular eine Webseite.
practice-later-picture = Schickt sein Bild erst auf Nachfrage.
practice-again = Hat nach den ersten Antworten noch eine Frage.
practice-refuses = Lehnt so ab, wie es der Benutzername verlangt, etwa wait oder blocked.
practice-languages = Spricht mehrere Sprachen.
practice-old = Hat das Bilderrätsel älterer Server.
practice-key = Will einen Schlüssel zurück, den es mitgeschickt hat.
practice-home = Hat alles, was man für ein Konto brauchen kann: Dienste, Kontaktadressen, Angaben, die sich ändern lassen.
practice-crowded = Hat eine Menge Dienste, manche mit seltsamen Namen, manche ohne Antwort.
practice-managed = Lässt am Konto nichts ändern und sagt das vorher.
practice-discovery-refused = Sagt nicht, was er kann.
practice-discovery-silent = Schweigt, wenn er gefragt wird, was er kann.
practice-record-refused = Sagt nicht, welche Angaben er hat.
practice-change-refused = Lässt niemanden das Passwort ändern.
practice-change-unsafe = Hält die Verbindung nicht für sicher genug, um ein Passwort zu ändern.
practice-change-unexpected = Weiß nicht, wessen Passwort geändert werden soll.
practice-delete-quiet = Löscht ein Konto und behält die Verbindung.
practice-delete-error = Löscht ein Konto und beendet die Verbindung mit einem Fehler.
practice-delete-close = Löscht ein Konto und legt wortlos auf.
practice-delete-refused = Löscht kein Konto.
practice-delete-forbidden = Verbietet das Löschen und hat seltsame Kontaktadressen.
practice-delete-later = Löscht Konten erst nach einer Weile: Bis dahin kommt man hinein.
practice-locked = Sperrt ein Konto, sobald danach gefragt wurde.

## Ihr Konto

form-title = Ihr Konto bei { $domain }
form-title-reset = Ein neues Passwort bei { $domain }
form-address = Ihre Adresse wird { $address }
form-address-invited = Ihre Adresse wird { $address } sein: Ihre Einladung gilt für diesen Namen.
form-address-reset = Das Passwort von { $address } wird neu gesetzt.
form-alternatives = Vielleicht frei:
form-submit = Konto anlegen
form-submit-anyway = Trotzdem anlegen
form-sending = Konto wird angelegt …
form-submit-reset = Passwort setzen
form-submit-reset-anyway = Trotzdem setzen
form-sending-reset = Passwort wird gesetzt …
form-inviting = Einladung wird geprüft …
form-web = Dasselbe im Web: { $link }
form-doubts = Einige Antworten sehen falsch aus. Ändern Sie sie, oder legen Sie das Konto trotzdem an: Der Server entscheidet.
form-doubts-part = Einige Antworten sehen falsch aus. Ändern Sie sie, oder schicken Sie sie trotzdem ab: Der Server entscheidet.
form-not-made = Die Verbindung brach ab, bevor der Server es annahm. Es wurde nichts angelegt, und nichts ist verloren: Versuchen Sie es noch einmal.
form-renewed = Ein neues Rätsel kam, weil das erste verbraucht war. Sonst ging nichts verloren.
form-renewed-old = Ein neues Rätsel kam, weil das erste abgelaufen war. Sonst ging nichts verloren.
form-next = Weiter
form-next-anyway = Trotzdem weiter
form-step = { $step } von { $steps }
form-working = Wird berechnet …
form-unsolved = Ihr Computer hat das Rätsel nicht rechtzeitig gelöst, und nichts wurde gesendet. Legen Sie das Konto noch einmal an, um es wieder zu versuchen.
form-asks-more = Der Server fragt nach mehr, bevor es weitergeht. Was Sie eingegeben haben, steht noch da.

field-username = Name
field-password = Passwort
field-email = E-Mail
field-captcha = Welche Zeichen sehen Sie?
field-nick = Spitzname
field-full-name = Vollständiger Name
field-first-name = Vorname
field-last-name = Nachname
field-street = Straße und Hausnummer
field-city = Ort
field-region = Bundesland oder Region
field-postal-code = Postleitzahl
field-phone = Telefon
field-web-page = Webseite
field-date = Datum
field-misc = Weitere Angaben
field-text = Text
field-key = Schlüssel
field-new-password = Neues Passwort
field-old-password = Bisheriges Passwort
field-own-answer = Eine andere Antwort

hint-address = name@example.org
hint-addresses = Eine Adresse in jeder Zeile.
hint-email = name@example.org
hint-date = 2026-12-31
hint-time = 23:59:59
hint-uri = https://example.org/

limit-integer = Eine ganze Zahl.
limit-decimal = Eine Zahl.
limit-date = Ein Datum, etwa 2026-12-31.
limit-time = Eine Uhrzeit, etwa 23:59:59.
limit-date-time = Datum und Uhrzeit, etwa 2026-12-31T23:59:59Z.
limit-uri = Eine Webadresse.
limit-language = Der kurze Name einer Sprache, etwa de.
limit-between = Von { $min } bis { $max }.
limit-from = Ab { $min }.
limit-to = Bis { $max }.
limit-choose-between = Wählen Sie { $least } bis { $most }.
limit-choose-least = Wählen Sie mindestens { $least }.
limit-choose-most = Wählen Sie höchstens { $most }.

name-empty = Tippen Sie einen Namen ein.
name-too-long = Dieser Name ist zu lang.
name-space = Ein Name kann keine Leerzeichen haben.
name-character = Ein Name kann kein „{ $character }“ haben.
name-combination = Diese Zeichen können in einem Namen nicht zusammen stehen.

password-help = Mindestens 8 Zeichen. Lang und seltsam ist besser als kurz und schlau.
password-help-new = Mindestens 8 Zeichen. Was hier gemerkt ist, wird erst ersetzt, wenn eine Anmeldung das neue bewiesen hat.
password-generate = Eines für mich erfinden
strength-0 = Viel zu leicht zu erraten
strength-1 = Leicht zu erraten
strength-2 = Könnte besser sein
strength-3 = Gut
strength-4 = Sehr gut

problem-empty = Das darf nicht leer bleiben.
problem-too-short = Mindestens { $least } Zeichen.
problem-character = Hier kann das Zeichen „{ $character }“ nicht stehen.
problem-password = Darin ist ein Zeichen, das in keinem Passwort stehen kann.
problem-not-of-type = Das sieht nicht aus wie das, wonach der Server fragt.
problem-out-of-range = Das liegt außerhalb dessen, wonach der Server fragt.
problem-not-of-pattern = Das ist nicht so geschrieben, wie es der Server möchte.
problem-password-varies = Manche Chatprogramme würden ein Zeichen daraus anders schreiben und könnten sich nicht anmelden. Buchstaben, Ziffern und Zeichen der Tastatur sind sicher.
problem-not-an-address = Das sieht nicht aus wie eine Adresse.
problem-not-an-address-line = „{ $line }“ sieht nicht wie eine Adresse aus.
problem-not-an-option = Das ist keine der Möglichkeiten.
problem-wrong-count = Der Server möchte eine andere Anzahl.
problem-fixed = Die Einladung gilt nur für diesen Namen.

refused-name-taken = Dieser Name ist vergeben.
refused-name-taken-perhaps = Dieser Name ist vergeben: vielleicht durch Ihren ersten Versuch.
refused-name-not-allowed = Der Server erlaubt diesen Namen nicht.
refused-password = Der Server erlaubt dieses Passwort nicht. Versuchen Sie ein längeres.
refused-captcha = Das stimmte nicht, oder es kam zu spät. Hier ist ein neues Rätsel.
refused-puzzle = Das war nicht die Lösung des Rätsels, oder sie kam zu spät.
refused-answer = Das nimmt der Server nicht an.
refused-answers = Der Server nimmt diese Antworten nicht an. Welche, hat er nicht gesagt.
refused-too-many = Der Server bittet zu warten, bevor Sie ein Konto anlegen. Versuchen Sie es später.
refused-server-fault = Der Server konnte es gerade nicht. Versuchen Sie es nach einer Weile noch einmal.
refused-invitation = Bei { $domain } kann nur ein Konto anlegen, wer eingeladen ist.
refused-invitation-spent = { $domain } nimmt diese Einladung nicht an: Sie ist schon eingelöst, abgelaufen oder nicht von diesem Server.
link-page = Das ist die Webseite einer Einladung, aber ihre Adresse verrät nicht, für welchen Server sie gilt. Öffnen Sie sie im Browser und kopieren Sie den Link hinter dem Knopf: Er beginnt mit xmpp:
link-other = Mit diesem Link legt man kein Konto an: Er ist für etwas, das andere Programme tun.
link-broken = Dieser Link ist beschädigt. Kopieren Sie ihn noch einmal ganz.
link-nowhere = Dieser Link ist beschädigt: Die Adresse darin kann keine sein.
link-token = Diese Einladung ist beschädigt: Ihr letzter Teil fehlt oder enthält Zeichen, die dort nicht sein können. Kopieren Sie sie noch einmal ganz.
invitation-not-taken = { $domain } nimmt keine Einladungen an. Sie können dort ohne eine ein Konto anlegen.
invitation-from = { $address } hat Sie eingeladen.
invitation-title = Ihre Einladung
invitation-intro = Fügen Sie den Link ein, den Sie bekommen haben. Vor dem nächsten Schritt wird nichts gesendet.
invitation-label = Einladung
invitation-have = Ich habe eine Einladung
invitation-hint = xmpp:… oder https://…
invitation-hint-token = Der Link oder nur der Code
invitation-picture = Ein Bild ihres Codes wählen …
invitation-pictures = Bilder
invitation-paste = Einfügen
invitation-open = Im Browser öffnen
invitation-none = Fügen Sie hier den Link Ihrer Einladung ein.
invitation-not-a-link = Das ist keine Einladung. Der Link einer Einladung beginnt mit xmpp: oder https://
invitation-to = Eine Einladung zu { $domain }.
invitation-to-from = { $address } lädt Sie zu { $domain } ein.
invitation-to-name = Eine Einladung zu { $domain }, für den Namen { $name }.
invitation-to-reset = Ein neues Passwort für Ihr Konto bei { $domain }.
invitation-to-anybody = Ein Link zur Anmeldung bei { $domain }. Eine Einladung ist nicht darin.
invitation-elsewhere = Diese Einladung gilt für { $domain }, nicht für { $wanted }.
invitation-go-there = Zu { $domain }
invitation-taken = { $domain } nimmt Ihre Einladung an. Was Sie eingegeben haben, ist noch da.
invitation-no-reset = Die Einladung setzt das Passwort dieses Kontos nicht: Sie galt für ein neues mit diesem Namen. Nehmen Sie einen anderen Namen.
invitation-no-token = In diesem Link ist keine Einladung: Er nennt nur den Server.
# Of an invitation that sets the password of an account anew.
reset-why = Dieses Konto gibt es schon. Sein Passwort wird neu gesetzt: Alle Programme, die es benutzen, fragen dann nach dem neuen.
refused-closed = { $domain } lässt zurzeit niemanden aus einem Programm heraus ein Konto anlegen.
refused-blocked = { $domain } lässt Sie kein Konto anlegen.
refused-unknown = { $domain } hat nein gesagt, aber nicht warum.
refused-sign-in = { $domain } lässt Sie nicht ein: Adresse oder Passwort ist falsch.
refused-wait = Der Server bittet Sie zu warten. Versuchen Sie es später noch einmal.
refused-change-not-allowed = { $domain } lässt Passwörter nicht aus einem Programm ändern.
refused-change-not-safe = { $domain } sagt, dass diese Verbindung nicht sicher genug ist, um ein Passwort zu ändern.
refused-change-unknown-account = { $domain } sagt, dass dieses Konto dort nicht registriert wurde, und ändert sein Passwort nicht.
refused-change-not-understood = { $domain } konnte mit der Änderung nichts anfangen. Nichts wurde geändert.
refused-not-allowed = { $domain } erlaubt das nicht.
refused-not-found = Bei { $domain } gibt es keinen Dienst.
refused-not-registered = Sie sind bei { $domain } nicht angemeldet.

## Listen, Zahlen, Tage

# In der Zeile, die eine lange Liste siebt.
choice-search = In diesen { $count } Möglichkeiten suchen
choice-none = Nichts passt. Tippe weniger.
choice-chosen = Gewählt: { $names }
choice-clear = Die Wahl zurücknehmen
number-less = Eins weniger
number-more = Eins mehr
calendar-unfold = Einen Tag wählen
calendar-fold = Den Kalender einklappen
calendar-month-back = Einen Monat zurück
calendar-month-on = Einen Monat weiter
calendar-year-back = Ein Jahr zurück
calendar-year-on = Ein Jahr weiter
# Sieben kurze Namen, vom Montag an, mit Leerzeichen dazwischen.
calendar-weekdays = Mo Di Mi Do Fr Sa So
calendar-month = { $month ->
       [1] Januar
       [2] Februar
       [3] März
       [4] April
       [5] Mai
       [6] Juni
       [7] Juli
       [8] August
       [9] September
       [10] Oktober
       [11] November
      *[other] Dezember
    } { $year }

## Kontoeinstellungen

account-title = Kontoeinstellungen
account-sign-up = Konto anlegen
account-sign-in-title = Melden Sie sich bei Ihrem Konto an
account-sign-in-intro = Mit einer Adresse, die Sie schon haben. Was Sie damit tun können, hängt von ihrem Server ab.
account-address = Ihre Adresse
account-known = Auf diesem Computer gemerkt
account-remember = Passwort im Schlüsselbund dieses Computers merken
account-password-known = Lassen Sie das leer, um das Passwort aus Ihrem Schlüsselbund zu nehmen.
account-sign-in = Anmelden
account-sign-in-again = Neu anmelden
account-signing-in = Anmeldung läuft …
account-not-an-address = Das ist keine Adresse. Sie sieht aus wie name@example.org.
account-password-missing = Tippen Sie das Passwort ein.
account-wrong = Mit dieser Adresse und diesem Passwort lässt der Server Sie nicht hinein.
account-wrong-in-keyring = Mit dem Passwort aus Ihrem Schlüsselbund lässt der Server Sie nicht hinein. Tippen Sie das richtige ein.
account-lost-gone = Niemand bei { $domain } kann ein verlorenes Passwort zurücksetzen.
account-wrong-words = { $domain } hat Sie nicht hineingelassen.
account-locked = { $domain } hat dieses Konto und lässt es nicht hinein: Es ist gesperrt oder wartet auf Freigabe.
account-unclear = { $domain } kann gerade keine Anmeldung prüfen. Versuchen Sie es in einer Weile noch einmal.
account-out-refused = { $domain } lässt Sie nicht mehr hinein: Das Passwort wurde anderswo geändert, oder das Konto ist weg.
account-keyring-none = Ihr Schlüsselbund hat das Passwort dieses Kontos nicht. Tippen Sie es ein.
account-keyring-missing = Auf diesem Computer antwortet kein Schlüsselbund. Tippen Sie das Passwort ein.
account-keyring-locked = Ihr Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es noch einmal, oder tippen Sie das Passwort ein.
account-keyring-denied = Ihr Schlüsselbund hat das Passwort nicht herausgegeben. Tippen Sie es ein.
account-keyring-slow = Ihr Schlüsselbund hat 30 Sekunden lang nicht geantwortet. Tippen Sie das Passwort ein.
account-keyring-failed = Ihr Schlüsselbund hat einen Fehler. Tippen Sie das Passwort ein.
account-signed-in = Angemeldet über eine geprüfte Verbindung · auf diesem Computer nicht gemerkt
account-signed-in-kept = Angemeldet über eine geprüfte Verbindung · in Ihrem Schlüsselbund gemerkt
account-signed-in-keeping = Angemeldet über eine geprüfte Verbindung · kommt gerade in Ihren Schlüsselbund …
account-change = Ändern
account-show = Zeigen
account-save = Speichern
account-save-anyway = Trotzdem speichern
account-saving = Wird gespeichert …
account-record = Was der Server gespeichert hat
account-record-asking = Der Server wird gefragt …
account-record-untold = Der Server sagt es nicht. Das ist nichts Ungewöhnliches.
account-record-nothing = Nichts als das Konto selbst
account-record-changed = Auf dem Server gespeichert
account-password-line = Ein neues gilt, sobald eine Anmeldung es bewiesen hat
account-password-send = Passwort ändern
account-password-anyway = Trotzdem ändern
account-password-sending = Wird geändert …
account-password-proved = Geändert: Wir haben uns eben mit dem neuen angemeldet.
account-password-as-before = Nicht geändert: Ihr bisheriges Passwort gilt weiter
account-password-unknown-line = Es ist nicht bekannt, welches Passwort jetzt gilt
account-password-unknown = Wir konnten nicht feststellen, welches Passwort jetzt gilt. Beide sind in Ihrem Schlüsselbund.
account-password-unknown-again = Es ist immer noch nicht bekannt, welches Passwort gilt. Beide sind in Ihrem Schlüsselbund.
account-password-unknown-unkept = Wir konnten nicht feststellen, welches Passwort jetzt gilt. Behalten Sie beide: Kopieren Sie das neue, bevor Sie gehen.
account-password-unknown-unkept-again = Es ist immer noch nicht bekannt, welches Passwort gilt. Behalten Sie beide: Kopieren Sie das neue, bevor Sie gehen.
account-find-out = Herausfinden
account-try = Trotzdem versuchen
account-not-offered = { $domain } bietet das für Programme nicht an
account-contacts = Die Betreiber des Servers können vielleicht helfen:
contact-support = Hilfe
contact-admin = Verwaltung
contact-abuse = Missbrauch
contact-security = Sicherheit
contact-feedback = Rückmeldungen
contact-status = Zustand des Dienstes
contact-sales = Verkauf
account-services = Andere Dienste
account-services-line = Übergänge und Räume auf diesem Server, bei denen man sich registriert
account-services-look = Nachsehen
account-services-looking = Dienste werden gesucht …
account-services-none = Auf diesem Server gibt es keine Dienste, bei denen man sich registriert.
service-gateway = Übergang zu { $network }
service-rooms = Räume
service-other = Dienst
service-here = Registriert
service-by-hand = Ein anderer Dienst
service-by-hand-help = Die Adresse eines Dienstes, der nicht in der Liste steht, oder eines Raumes.
service-hint = irc.example.org
service-not-an-address = Das ist nicht die Adresse eines Dienstes. Sie sieht aus wie irc.example.org oder raum@chat.example.org.
service-ask = Fragen
service-asking = { $service } wird gefragt …
service-list = Alle Dienste
service-is-registered = Sie sind bei { $service } registriert
service-is-not-registered = Sie sind bei { $service } nicht registriert.
service-farewell = { $service } will das wissen, bevor Ihre Registrierung endet.
service-web = Hier wird man anderswo registriert:
service-register = Registrieren
service-register-anyway = Trotzdem registrieren
service-registering = Wird registriert …
service-cancel = Registrierung beenden
service-cancelling = Wird beendet …
service-cancel-sure = Ihre Registrierung bei { $service } beenden? Was Sie dort angegeben haben, wird vergessen. Ihr eigenes Konto bleibt.
service-keep = Behalten
service-registered = Sie sind jetzt bei { $service } registriert.
service-changed = { $service } hat die Änderung übernommen.
service-cancelled = Sie sind nicht mehr bei { $service } registriert.
account-leave = Gehen
account-leave-line = Zwei verschiedene Dinge: es hier vergessen oder es für alle beenden
account-forget = Von diesem Computer entfernen
account-forget-why = Ihr Schlüsselbund vergisst das Passwort. Das Konto bleibt auf seinem Server, und Sie können sich anmelden, solange Sie das Passwort kennen: Sorgen Sie dafür, dass Sie es auch anderswo haben.
account-forget-missing = Nicht entfernt: Auf diesem Computer antwortet kein Schlüsselbund.
account-forget-locked = Nicht entfernt: Ihr Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es noch einmal.
account-forget-denied = Nicht entfernt: Ihr Schlüsselbund hat es nicht erlaubt.
account-forget-slow = Nicht entfernt: Ihr Schlüsselbund hat 30 Sekunden lang nicht geantwortet.
account-forget-failed = Nicht entfernt: Ihr Schlüsselbund hat einen Fehler.
account-delete = Auf dem Server löschen…
account-delete-title = Das Konto auf dem Server löschen
account-delete-why = Das beendet das Konto für alle, auf jedem Gerät. Verloren sind dann:
account-delete-messages = die Nachrichten, die der Server für Sie aufbewahrt
account-delete-contacts = Ihre Kontakte und Ihr Profil dort
account-delete-files = Dateien, die Sie hochgeladen haben
account-delete-address = die Adresse { $address }: Vielleicht kann sie nie wieder jemand haben, vielleicht jemand anders
account-delete-nobody = Niemand kann es rückgängig machen, auch die Betreiber des Servers nicht.
account-delete-type = Tippen Sie { $address } ein, um es zu löschen
account-delete-send = Für immer löschen
account-deleting = Wird gelöscht …
account-delete-unknown = Die Verbindung brach ab, bevor { $domain } geantwortet hat. Wir konnten nicht feststellen, ob das Konto gelöscht ist.
account-delete-unknown-again = Es ist immer noch nicht bekannt, ob { $domain } das Konto gelöscht hat.
account-delete-doubtful = Es ist noch nicht bekannt, ob das Konto weg ist
account-still-there = { $domain } hat gesagt, dass das Konto gelöscht wird, und lässt Sie noch hinein. Manche Server warten ein paar Tage.
account-still-there-again = { $domain } hat gesagt, dass das Konto gelöscht wird, und lässt Sie bis jetzt hinein.
account-not-known = Die Verbindung brach ab, bevor die Antwort kam, und es ist nicht bekannt, ob es getan wurde. Sehen Sie gleich noch einmal nach.
account-not-deleted = { $domain } lässt Sie weiter hinein: Das Konto wurde nicht gelöscht.
account-gone = Gelöscht
account-gone-why = { $address } ist gelöscht: Der Server lässt Sie damit nicht mehr hinein.
account-gone-forgotten = Das Passwort wurde auch von diesem Computer entfernt.
owner-lost-why = Sie endete, bevor der Server geantwortet hatte. Nichts wurde geändert. Versuchen Sie es noch einmal.
owner-ended-why = Der Server nannte einen Grund, den nur seine Betreiber beurteilen können: siehe Einzelheiten. Nichts wurde geändert.
owner-no-answer-why = Die Verbindung steht, aber die Antwort kam nicht rechtzeitig. Nichts wurde geändert. Versuchen Sie es noch einmal.

## Schließen mittendrin

closing-title = Ihr Konto wird gerade angelegt
closing-why = Der Server hat noch nicht geantwortet. Wenn Sie jetzt schließen, wissen Sie nicht, ob Sie ein Konto haben.
closing-why-saved = Der Server hat noch nicht geantwortet. Wenn Sie jetzt schließen, findet das Programm beim nächsten Start heraus, ob Sie ein Konto haben.
closing-change = Ihr Passwort wird gerade geändert
closing-change-why = Der Server hat noch nicht geantwortet. Wenn Sie jetzt schließen, wissen Sie nicht, welches Passwort gilt: Behalten Sie beide.
closing-delete = Ihr Konto wird gerade gelöscht
closing-delete-why = Der Server hat noch nicht geantwortet. Wenn Sie jetzt schließen, wissen Sie nicht, ob das Konto weg ist. Das Schließen hält es nicht auf.
closing-other = Etwas ist unterwegs
closing-other-why = Der Server hat noch nicht geantwortet. Wenn Sie jetzt schließen, wissen Sie nicht, ob es getan wurde.
closing-stay = Weiter warten
closing-leave = Trotzdem schließen

## Was ein späterer Start dem Fenster übergibt

handed-invitation = Eine Einladung zu { $domain } wurde geöffnet
handed-server = Auf { $domain } ein Konto anlegen?
handed-link = Ein Link wurde geöffnet
handed-account = Die Einstellungen von { $address } öffnen?
handed-accounts = Die Kontoeinstellungen öffnen?
handed-busy = Was Sie vorher abgeschickt haben, ist noch unterwegs. Sie werden noch einmal gefragt, wenn der Server geantwortet hat.
handed-why-form = Was Sie für { $domain } eingetippt haben, bleibt erhalten: Wählen Sie { $domain } noch einmal, und es ist da.
handed-why-account = Was Sie auf dieser Seite eingetippt und nicht abgeschickt haben, bleibt nicht erhalten.
handed-why-saved = Sie verlassen die Seite von { $address }. Das Passwort liegt in Ihrem Schlüsselbund.
handed-why-unsaved = Sie verlassen die Seite von { $address }. Kopieren Sie vorher das Passwort: Es steht sonst nirgends.
handed-why-page = Sie verlassen die Seite, die Sie sehen.
handed-why-settings = Der Proxy, den Sie eingetippt haben, gilt noch nicht und bleibt nicht erhalten.
handed-go = Dorthin gehen
handed-stay = Hier bleiben
errand-talk = Dieser Link öffnet ein Gespräch mit { $address }
errand-room = Dieser Link führt in den Raum { $address }
errand-contact = Dieser Link nimmt { $address } in Ihre Kontakte auf
errand-other = Dieser Link ist für ein Chatprogramm, bei { $address }
foreign-none = Auf diesem Computer ist kein Chatprogramm, das ihn nimmt. Installieren Sie eins und öffnen Sie den Link noch einmal.
foreign-copy = Link kopieren
foreign-close = Ohne ihn weiter

## Bilder, die sich nicht zeigen lassen

picture-broken = Was der Server gesendet hat, ist kein Bild.
picture-too-large = Das Bild ist zu groß, um es zu zeigen.
picture-forbidden = Das Bild liegt dort, wo dieses Programm es nicht holen darf.
picture-unreachable = Das Bild ließ sich nicht holen.
picture-unasked = Hier sind viele Bilder. Dieses kommt, wenn Sie danach fragen.
picture-missing = Der Server hat das Bild nicht gesendet.
sound-too-large = Die Datei ist zu groß, um sie zu holen.
sound-forbidden = Die Datei liegt dort, wo dieses Programm sie nicht holen darf.
sound-unreachable = Die Datei ließ sich nicht holen.
sound-missing = Der Server hat die Datei nicht gesendet.

## Einstellungen und Info

settings-open = Einstellungen und Info
settings-title = Einstellungen und Info
# The name of this language in itself.
language-name = Deutsch
settings-language = Sprache
settings-language-system = Wie im System ({ $language })
settings-language-named = Für diesen Start wurde auf der Befehlszeile eine andere genannt. Was Sie hier wählen, gilt ab jetzt.
settings-theme = Hell oder dunkel
settings-theme-system = Wie im System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-text = Größe von allem
settings-text-normal = Normal
settings-text-large = Groß
settings-text-larger = Größer
settings-text-largest = Am größten
settings-proxy = Verbindungen gehen durch
settings-proxy-system = Was das System sagt
settings-proxy-none = Nichts
settings-proxy-own = Diesen Proxy
settings-proxy-named = Für diesen Start wurde auf der Befehlszeile etwas anderes genannt. Was Sie hier wählen, gilt ab jetzt.
settings-proxy-of-system = Das System sagt { $proxy } ({ $variable }).
settings-proxy-of-system-none = Das System nennt keinen Proxy.
settings-proxy-use = Diesen Proxy verwenden
settings-keyring = Passwörter im Schlüsselbund dieses Computers speichern
settings-keyring-help = Ohne ihn wird nichts gespeichert: Ein neues Passwort wird einmal gezeigt, zum Kopieren.
settings-set-aside = Ihre Einstellungen ließen sich nicht lesen. Die Datei liegt jetzt als { $path } daneben. Alles ist wie beim ersten Start, auch wodurch Verbindungen gehen.
settings-unreadable = Ihre Einstellungen in { $path } lassen sich nicht lesen. Alles ist wie beim ersten Start, auch wodurch Verbindungen gehen.
settings-busy = Nicht aufgeschrieben: Ein anderes Programm ist an den Einstellungen. Ihre Wahl gilt, bis Sie dieses Programm schließen.
settings-disk-full = Nicht aufgeschrieben: Der Datenträger ist voll. Ihre Wahl gilt, bis Sie dieses Programm schließen.
settings-read-only = Nicht aufgeschrieben: In den Ordner der Einstellungen darf nichts geschrieben werden. Ihre Wahl gilt, bis Sie dieses Programm schließen.
settings-no-folder = Nicht aufgeschrieben: Der Ordner der Einstellungen lässt sich nicht anlegen. Ihre Wahl gilt, bis Sie dieses Programm schließen.
settings-disk-failed = Nicht aufgeschrieben: Der Datenträger hat einen Fehler. Ihre Wahl gilt, bis Sie dieses Programm schließen.

forget-title = Alles auf diesem Computer vergessen
forget-help = Was dieses Programm hier aufbewahrt: Einstellungen, Notizen und die Passwörter in Ihrem Schlüsselbund. Ihre Konten bleiben auf ihren Servern.
forget-look = Alles vergessen …
forget-looking = Wird gesucht …
forget-nothing = Dieses Programm hat nichts auf diesem Computer hinterlassen.
forget-ask = All das wird für immer von diesem Computer verschwinden. Ihre Konten bleiben auf ihren Servern.
forget-settings = Einstellungen
forget-journal = Neue Konten und Änderungen, deren Ausgang nicht bekannt ist
forget-cache = Was geholt wurde und wieder geholt werden kann
forget-keyring = Passwörter in Ihrem Schlüsselbund. Kopieren Sie die, die Sie noch brauchen: Sie bekommen sie nicht wieder.
forget-keyring-closed = Was in Ihrem Schlüsselbund ist, bleibt dort: { $why }.
forget-more = … und { $count } weitere
forget-sure = All das vergessen
forget-keep = Alles behalten
forget-removing = Wird vergessen …
forget-done = Alles ist vergessen.
forget-remains = Das ließ sich nicht vergessen:
forget-stays = { $name }: { $why }
forget-why-in-use = ein anderes Programm arbeitet damit
forget-why-read-only = dort darf nichts geändert werden
forget-why-disk = der Datenträger hat einen Fehler
forget-why-missing = kein Schlüsselbund antwortet
forget-why-locked = der Schlüsselbund ist gesperrt
forget-why-denied = der Schlüsselbund hat es nicht erlaubt
forget-why-slow = der Schlüsselbund hat 30 Sekunden lang nicht geantwortet
forget-why-failed = der Schlüsselbund hat einen Fehler

about-version = Vestibule { $version }
about-licence = Freie Software. Sie dürfen sie verwenden, ändern und weitergeben, unter der MIT- oder der Apache-2.0-Lizenz.
about-report = Etwas geht nicht?
about-report-where = Melden Sie es dort, woher Sie dieses Programm haben. Schreiben Sie, was Sie getan haben und was geschah, und fügen Sie Version und System an. Wenn einem neuen Konto etwas im Weg ist, sagt „Bericht kopieren“ auf jener Seite mehr.
about-copy = Version und System kopieren
about-inside = Was darin steckt, und dessen Lizenzen
about-save = Die Texte aller Lizenzen in einer Datei speichern
about-saved = Gespeichert als { $path }
about-not-saved = Die Datei ließ sich nicht speichern: { $reason }

## Befehle ohne Fenster

cli-no-display = Das Fenster kann nicht geöffnet werden: { $reason }
cli-no-screen = Es gibt keinen Bildschirm für das Fenster. vestibule --help zeigt, was ohne ihn geht.
cli-link-passed-on = Dieser Link ist für ein Chatprogramm: { $program } hat ihn bekommen.
cli-window-raised = Das Fenster ist schon offen: Es wird gezeigt.
cli-window-has-it = Das offene Fenster hat es übernommen.
cli-interrupted = Abgebrochen. Nichts wurde gesendet.
cli-interrupted-sent = Abgebrochen, nachdem die Antworten gesendet waren: Was der Server damit gemacht hat, ist nicht bekannt.
cli-interrupted-sent-for = Abgebrochen, nachdem es gesendet war: Was der Server getan hat, ist nicht bekannt. vestibule info { $address } sagt es.
cli-unknown = Es kam keine klare Antwort, und keine Anmeldung konnte zeigen, ob { $address } angelegt wurde. Sehen Sie später nach mit vestibule check { $address }.
cli-proxy = Die Verbindung sollte über { $proxy } gehen.
cli-proxy-kind = { $kind } ist kein Proxy, der benutzt werden kann. Das kann nur SOCKS5.
cli-proxy-of-system = { $variable }: { $reason } Setzen Sie sie nicht, oder sagen Sie --proxy none.
cli-proxy-of-settings = Was als Proxy eingestellt ist, ist keiner. Stellen Sie ihn im Fenster neu ein, oder geben Sie --proxy none an.
cli-proxy-password-apart = Ein Passwort ist nie ein Argument. Lassen Sie es bei --proxy weg und setzen Sie { $variable }, oder tippen Sie es auf Nachfrage.
cli-proxy-password-missing = Der Proxy verlangt ein Passwort. Setzen Sie { $variable }.
cli-ask-proxy-password = Passwort für { $proxy }:
cli-detail = ({ $detail })
cli-server-said = Der Server sagt: { $text }
cli-fields-at-fault = Es geht um: { $fields }
cli-refused = { $domain } hat nein gesagt.
cli-refused-answers = Der Server nimmt einige dieser Antworten nicht an.
cli-impostor = Der Server, der antwortet, konnte nicht beweisen, dass er { $domain } ist. Nichts wurde getan.
cli-account-unknown = Es wurde an { $domain } gesendet, und ob es geschehen ist, ist nicht bekannt. Versuchen Sie sich anzumelden.
cli-still-there = { $domain } sagt, das Konto sei gelöscht, lässt Sie aber noch ein. Vielleicht verschwindet es später.
cli-problems = Diese Antworten können so nicht gesendet werden:
cli-insist = Mit --insist werden sie trotzdem gesendet: Der Server entscheidet.
cli-file-wrong = { $file } ist nicht brauchbar: { $reason }
cli-input-wrong = Die Eingabe kann nicht gelesen werden: { $reason }
cli-input-ended = Die Eingabe endete, bevor alles beantwortet war.
cli-not-a-domain = „{ $typed }“ ist nicht der Name eines Servers. Er sieht aus wie example.org.
cli-invitation-twice = Nennen Sie die Einladung nur einmal: als Link oder mit --invitation.
cli-invitation-no-server = Nennen Sie auch den Server, oder geben Sie den ganzen Link der Einladung an.
cli-invitation-elsewhere = Die Einladung gilt für { $domain }, nicht für { $typed }.
cli-ask-link = Der Link der Einladung:
cli-ask-without-invitation = Das Konto ohne die Einladung anlegen?
cli-ask-invitation = Der Link Ihrer Einladung, oder ihr Token (nichts, wenn Sie keine haben)
cli-not-an-address = „{ $typed }“ ist keine Adresse. Sie sieht aus wie name@example.org.
cli-password-missing = Ein Passwort fehlt: Geben Sie es in einer Zeile der Standardeingabe oder mit --password-file.
cli-ask-password = Passwort von { $address }:
cli-ask-new-password = Neues Passwort:
cli-ask-again = Noch einmal:
cli-not-the-same = Das war nicht dasselbe. Noch einmal:
cli-ask-delete = Alles, was der Server für { $address } aufbewahrt, geht für immer verloren. Tippen Sie die Adresse, um sie zu löschen:
cli-delete-needs-yes = Fügen Sie --yes hinzu, wenn { $address } für immer gelöscht werden soll.
cli-not-deleted = Das war eine andere Adresse. Nichts wurde gelöscht.
cli-deleted = { $address } ist gelöscht: Der Server lässt niemanden mehr damit ein.
cli-password-changed = Das Passwort von { $address } ist geändert, und eine Anmeldung hat das neue bewiesen.
cli-no-record = Das Passwort stimmt. Der Server sagt nicht, was er über { $address } aufbewahrt.
cli-made = Ihre neue Adresse ist { $address }
cli-reset = Das Passwort von { $address } ist neu gesetzt.
cli-proved = Eine Anmeldung hat es bewiesen.
cli-proof-nothing = Der Server hat ja gesagt. Es gab keinen Namen mit Passwort zum Ausprobieren.
cli-set-wrong = Eine Antwort sieht aus wie --set NAME=WERT.
cli-set-password = „{ $field }“ ist nichts für --set: Alle auf diesem Rechner können Argumente lesen. Geben Sie es in einer Zeile der Standardeingabe oder mit --password-file.
cli-set-several = „{ $field }“ nimmt nur eine Antwort.
cli-set-toggle = „{ $field }“ ist ein Schalter: true oder false.
cli-set-unknown = Das Formular hat nicht: { $names }
cli-captcha-needs = Der Server will die Zeichen eines Bildes wissen. Fügen Sie --captcha-command hinzu, oder starten Sie dies in einem Terminal.
cli-captcha-words = Der Server will eine Antwort auf { $field }. Fügen Sie --set hinzu, oder starten Sie dies in einem Terminal.
cli-captcha-look = Sehen Sie sich dieses Bild an: { $path }
cli-captcha-listen = Hören Sie sich das an: { $path }
cli-captcha-watch = Sehen Sie sich das an: { $path }
cli-captcha-skip = Mit einer leeren Zeile kommt ein anderes Rätsel.
cli-captcha-other = Hier ist ein anderes Rätsel.
cli-captcha-failed = Der Befehl für das Rätsel gab keine Antwort: { $reason }
cli-no-puzzle = Das Rätsel kann nicht gezeigt werden.
cli-computing = Ihr Computer berechnet, was der Server statt eines Rätsels verlangt …
cli-unsolved = { $domain } verlangt eine Berechnung, die auf diesem Computer zu lange dauert. Es wurde nichts gesendet.
cli-no-accounts = Im Schlüsselbund ist kein Passwort eines Kontos.
cli-forgotten = { $address } ist von diesem Computer entfernt. Auf dem Server hat sich nichts geändert.
cli-no-services = { $domain } nennt keinen Dienst, bei dem man sich anmelden kann. Einer, dessen Adresse Sie kennen, geht trotzdem.
cli-not-a-service = „{ $typed }“ ist nicht die Adresse eines Dienstes. Sie sieht aus wie gateway.example.org.
cli-service-registered = Sie sind bei { $service } angemeldet.
cli-service-left = Die Anmeldung bei { $service } ist beendet.
cli-service-gateway = ein Übergang
cli-service-gateway-to = ein Übergang: { $network }
cli-service-rooms = Räume
cli-service-other = ein anderer Dienst
cli-about-no-registration = Der Server sagt, dass er Passwörter nicht von einem Programm aus ändern und Konten nicht löschen lässt.
cli-contact-support = Hilfe: { $address }
cli-contact-admin = Wer ihn betreibt: { $address }
cli-contact-abuse = Beschwerden: { $address }
cli-contact-security = Sicherheit: { $address }
cli-contact-feedback = Rückmeldungen: { $address }
cli-contact-status = Ob er läuft: { $address }
cli-contact-sales = Verkauf: { $address }
cli-check-nothing = Es gibt nichts herauszufinden: Nichts ist in der Schwebe.
cli-check-not-noted = Von { $address } ist auf diesem Computer nichts in der Schwebe.
cli-check-made = { $address } wurde angelegt. Eine Anmeldung hat es bewiesen.
cli-check-waiting = { $address } wurde angelegt und wartet auf Zustimmung.
cli-check-not-made = { $address } wurde nicht angelegt: Der Server kennt es mit diesem Passwort nicht.
cli-check-unknown = Ob { $address } angelegt wurde, ist immer noch nicht bekannt.
cli-check-changed = Das Passwort von { $address } wurde geändert. Eine Anmeldung hat das neue bewiesen.
cli-check-not-changed = Das Passwort von { $address } wurde nicht geändert: Das alte gilt.
cli-check-change-unknown = Welches Passwort von { $address } gilt, ist immer noch nicht bekannt. Nichts wurde vergessen.
cli-servers-none = So einen Server gibt es in der Liste nicht.
cli-servers-untold = wie man dort ein Konto bekommt, ist nicht bekannt
cli-servers-also = Auch
cli-servers-page = Konto anlegen auf
cli-survey-counted = { $asked } gefragt: { $form } senden ein Formular, { $web } gibt es im Web, { $invitation } verlangen eine Einladung, { $closed } nehmen niemanden auf, { $none } antworten nicht.
cli-survey-nobody = Es gibt keinen Server zu fragen. Nennen Sie einen, oder geben Sie je Zeile einen in die Standardeingabe.
cli-survey-too-many = Das sind mehr als { $most } Server.
cli-required = nötig
cli-yes = ja
cli-no = nein
cli-kind-work = berechnet Ihr Computer
cli-kind-text = Text
cli-kind-secret = verborgener Text
cli-kind-lines = mehrere Zeilen
cli-kind-address = eine Adresse
cli-kind-addresses = Adressen
cli-kind-toggle = ja oder nein
cli-kind-choice = eines von
cli-kind-choices = einige von
cli-kind-puzzle-picture = ein Rätsel mit einem Bild
cli-kind-puzzle-sound = ein Rätsel zum Hören
cli-kind-puzzle-film = ein Rätsel zum Ansehen
cli-kind-puzzle-words = ein Rätsel in Worten
cli-spare = statt eines anderen Rätsels
cli-open = Oder eine eigene Antwort.
cli-pattern = In der Form { $pattern }
cli-page = Seite { $number } von { $count }
cli-more-options = … und { $count } weitere: --json zeigt alle.
cli-practice-runs = Der Übungsserver ist auf 127.0.0.1, Port { $port }, zu erreichen, bis Sie Strg+C drücken. Benutzen Sie ihn mit --practice. Seine Namen:
cli-practice-accounts = Konten zum Anmelden, alle mit dem Passwort { $password }:
cli-practice-alone = Andere Programme finden ihn nicht von selbst: { $reason }

# Eine Einladung in einer Datei.
scan-drop = Hier ablegen
scan-drop-about = Ein Bild vom Code einer Einladung oder einen Text mit ihrem Link.
scan-elsewhere = Nicht auf dieser Seite
scan-elsewhere-about = Eine Einladung legt man auf der ersten Seite ab, wo der Server gewählt wird.
scan-reading = Die Einladung wird gesucht …
scan-no-picker = Dieser Desktop hat kein Fenster, in dem man Dateien wählt. Ziehen Sie das Bild hierher, oder fügen Sie den Link ein.
scan-not-there = Diese Datei gibt es nicht.
scan-not-a-file = Das ist keine Datei, sondern ein Ordner oder etwas anderes. Nehmen Sie das Bild der Einladung oder einen Text mit ihrem Link.
scan-unreadable = Diese Datei lässt sich nicht lesen: Das System erlaubt es diesem Programm nicht.
scan-too-large = Diese Datei ist zu groß: Mehr als 32 MB und 25 Megapixel dürfen es nicht sein. Schneiden Sie den Code aus, und nehmen Sie den.
scan-kind = Dateien dieser Art lassen sich nicht lesen. Ein Bild muss PNG, JPEG, WebP oder GIF sein; ein Bildschirmfoto davon ist das immer.
scan-damaged = Dieses Bild ist beschädigt: Es lässt sich gar nicht zeigen.
scan-no-code = In diesem Bild ist kein Code zu sehen. Wenn doch, schneiden Sie ihn aus, oder machen Sie ein schärferes Bild aus der Nähe.
scan-blurred = In diesem Bild ist ein Code, aber er ist nicht zu entziffern. Machen Sie ein schärferes Bild, auf dem er ganz zu sehen ist.
scan-other-code = Der Code in diesem Bild ist keine Einladung: Er ist für etwas anderes.
scan-no-link = In dieser Datei steht keine Einladung.
