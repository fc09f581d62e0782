# bash completion for sayso, made by: sayso help completion bash
_sayso()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W 'read check help version --help --version' -- "$word"))
        return
    fi
    case ${COMP_WORDS[1]}:$before in
    read:--format|read:-f)
        COMPREPLY=($(compgen -W 'terminal json jsonl csv brat html text' -- "$word"))
        return ;;
    read:--out|read:-o)
        COMPREPLY=($(compgen -d -- "$word"))
        return ;;
    read:--date|read:-d)
        return ;;
    read:--input|read:-i)
        COMPREPLY=($(compgen -W 'auto text html jsonl' -- "$word"))
        return ;;
    read:--effort|read:-e)
        COMPREPLY=($(compgen -W 'auto fast accurate' -- "$word"))
        return ;;
    read:--jobs|read:-j)
        return ;;
    read:--color)
        COMPREPLY=($(compgen -W 'auto always never' -- "$word"))
        return ;;
    read:--width|read:-w)
        return ;;
    read:--model|read:-m)
        COMPREPLY=($(compgen -f -- "$word"))
        return ;;
    check:--against|check:-a)
        return ;;
    check:--quotes|check:-Q)
        COMPREPLY=($(compgen -f -- "$word"))
        return ;;
    check:--format|check:-f)
        COMPREPLY=($(compgen -W 'terminal json jsonl csv github sarif html' -- "$word"))
        return ;;
    check:--fail-on|check:-F)
        COMPREPLY=($(compgen -W 'altered abridged edited spliced reordered misattributed not_verbatim not_found uncheckable never' -- "$word"))
        return ;;
    check:--date|check:-d)
        return ;;
    check:--color)
        COMPREPLY=($(compgen -W 'auto always never' -- "$word"))
        return ;;
    check:--width|check:-w)
        return ;;
    check:--model|check:-m)
        COMPREPLY=($(compgen -f -- "$word"))
        return ;;
    version:--model|version:-m)
        COMPREPLY=($(compgen -f -- "$word"))
        return ;;
    esac
    case ${COMP_WORDS[1]}:$word in
    read:-*) COMPREPLY=($(compgen -W '--format --json --out --date --input --explain --flat --effort --jobs --color --width --model --quiet --help' -- "$word")) ;;
    check:-*) COMPREPLY=($(compgen -W '--against --quotes --format --json --fail-on --date --color --width --model --quiet --help' -- "$word")) ;;
    help:-*) COMPREPLY=($(compgen -W '--help' -- "$word")) ;;
    version:-*) COMPREPLY=($(compgen -W '--model --help' -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac
}
complete -o filenames -F _sayso sayso
