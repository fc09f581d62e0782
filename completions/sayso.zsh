#compdef sayso
# zsh completion for sayso, made by: sayso help completion zsh
_sayso() {
  local -a commands
  commands=(
    'read:read articles: who said what, on whose authority'
    'check:check quotations against their sources: did they really say it?'
    'help:say how to use sayso'
    'version:print the version of the program and of its model'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
    read)
      _arguments -s \
        '(-f --format)'{-f,--format}'[What is printed\: the marked article for people, JSON (one indented object a document), JSON Lines, a table of attributions, brat standoff, a page, or the article'\''s text alone.]:FORMAT:(terminal json jsonl csv brat html text)' \
        '--json[The same as --format json.]' \
        '(-o --out)'{-o,--out}'[Write one file a document into DIR, named after the document; DIR is made where missing.]:DIR:_directories' \
        '(-d --date)'{-d,--date}'[When the documents were published, YYYY-MM-DD\: what "Thursday" is counted from. It goes before a date that the document itself gives.]:DATE:' \
        '(-i --input)'{-i,--input}'[What the inputs are; by itself it goes by the extension, then by the first bytes.]:KIND:(auto text html jsonl)' \
        '(-x --explain)'{-x,--explain}'[Say for each attribution which rule or score decided on which evidence, and what was refused.]' \
        '--flat[Let each word stand in one attribution at most, as in the PolNeAR corpus.]' \
        '(-e --effort)'{-e,--effort}'[Which models find attributions\: accurate ones (recurrent networks), or fast ones (linear). By itself accurate, but fast where the inputs are more than 1000 files or 4 MB, and for a document over 256 KB.]:EFFORT:(auto fast accurate)' \
        '(-j --jobs)'{-j,--jobs}'[Read on N threads; by itself on all cores. The output is the same for every N.]:N:' \
        '--color[Colours; by itself on a terminal, unless NO_COLOR is set.]:WHEN:(auto always never)' \
        '(-w --width)'{-w,--width}'[Columns of the terminal view; by itself the terminal'\''s, or 80.]:N:' \
        '(-m --model)'{-m,--model}'[The model; by itself $SAYSO_MODEL, the file beside the program, or the installed one.]:FILE:_files' \
        '(-q --quiet)'{-q,--quiet}'[Say nothing on stderr but what could not be read or written.]' \
        '(-h --help)'{-h,--help}'[Print this and stop.]' \
        '*:input:_files'
      ;;
    check)
      _arguments -s \
        '(-a --against)'{-a,--against}'[What to check against\: files and folders of text, pages, JSON Lines, transcripts ("NAME\: ..."), SRT and WebVTT captions, PDF where pdftotext is installed. Takes all words up to the next option.]:SOURCE:' \
        '(-Q --quotes)'{-Q,--quotes}'[Check a list in place of an article\: JSON Lines of {"quote", and optionally "id", "speaker", "source"}; - is stdin.]:FILE:_files' \
        '(-f --format)'{-f,--format}'[What is printed\: the texts side by side for people, JSON, JSON on one line, a table, marks for a code review (GitHub'\''s workflow commands, SARIF 2.1.0), or a page.]:FORMAT:(terminal json jsonl csv github sarif html)' \
        '--json[The same as --format json.]' \
        '(-F --fail-on)'{-F,--fail-on}'[End with code 1 where something this serious is found, or more serious. A material flag counts as altered.]:VERDICT:(altered abridged edited spliced reordered misattributed not_verbatim not_found uncheckable never)' \
        '(-d --date)'{-d,--date}'[When the article was published, YYYY-MM-DD.]:DATE:' \
        '--color[Colours; by itself on a terminal, unless NO_COLOR is set.]:WHEN:(auto always never)' \
        '(-w --width)'{-w,--width}'[Columns of the terminal view; by itself the terminal'\''s, or 80.]:N:' \
        '(-m --model)'{-m,--model}'[The model; by itself $SAYSO_MODEL, the file beside the program, or the installed one.]:FILE:_files' \
        '(-q --quiet)'{-q,--quiet}'[Say nothing on stderr but what could not be read or written.]' \
        '(-h --help)'{-h,--help}'[Print this and stop.]' \
        '*:input:_files'
      ;;
    help)
      _arguments -s \
        '(-h --help)'{-h,--help}'[Print this and stop.]' \
        '*:input:_files'
      ;;
    version)
      _arguments -s \
        '(-m --model)'{-m,--model}'[The model to describe.]:FILE:_files' \
        '(-h --help)'{-h,--help}'[Print this and stop.]' \
        '*:input:_files'
      ;;
  esac
}
_sayso "$@"
