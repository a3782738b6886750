#!/bin/sh
# ejabberd's captcha command in the tests: draws the picture with ejabberd's own script and notes, one line a picture,
# "SHA-256-OF-THE-PIXELS ANSWER", so that a test can look up the answer that belongs to the picture it was shown.
picture=$(mktemp "@DIR@/captcha.XXXXXX") || exit 1
/bin/bash /usr/share/ejabberd/captcha.sh "$1" >"$picture" || exit 1
echo "$(convert "png:$picture" -depth 8 rgba:- | sha256sum | cut -d ' ' -f 1) $1" >>"@DIR@/captcha.answers"
cat "$picture"
rm -f "$picture"
