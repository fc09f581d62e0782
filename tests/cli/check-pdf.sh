# PDFs as sources of a check: one with text, in a folder too; a scan, one that is broken, one that is compressed.
command -v pdftotext >/dev/null || { echo "skipped: pdftotext is not installed"; exit 77; }
pdf() { # a page with a line of text each
    stream="BT /F1 12 Tf 72 720 Td 16 TL"
    for line; do stream="$stream ($line) Tj T*"; done
    stream="$stream ET"
    printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'
    printf '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
    printf '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R'
    printf '/Resources<</Font<</F1 5 0 R>>>>>>endobj\n'
    printf '4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n' "${#stream}" "$stream"
    printf '5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n'
}
mkdir folder
pdf "Minutes of the harbour board, 3 March 2026" "" "MS VALE: The pump has failed twice. We shall not close the con-" \
    "taminated slip this winter, and nobody has asked us to." >folder/minutes.pdf
pdf >scan.pdf
printf '%%PDF-1.4\nnothing' >broken.pdf
gzip -c folder/minutes.pdf >minutes.pdf.gz
cat >quotes <<'END'
{"quote": "The pump has failed twice."}
{"quote": "We shall close the contaminated slip this winter"}
{"quote": "The moon is green cheese."}
END
sayso check -F never -Q quotes --against folder
sayso check -F never -f jsonl -Q quotes --against folder/minutes.pdf scan.pdf broken.pdf minutes.pdf.gz 2>&1 |
    grep -o '^sayso.*\|"status":"[^"]*"\|"verdict":"[^"]*"'
