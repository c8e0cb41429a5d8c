# SPDX-License-Identifier: GPL-2.0-or-later
# bash completion for dsproxy. Its words, options and most of their values are read from its help, so
# they are always those of the program. Uses functions of the bash-completion package.

# _dsproxy_help WORD: what the program says about it.
_dsproxy_help()
{
    if [[ $1 == check ]]; then
        "${words[0]}" check --help
    else
        "${words[0]}" help "$1"
    fi 2>/dev/null
}

# The words that a command line can begin with.
_dsproxy_words()
{
    "${words[0]}" help 2>/dev/null | sed -nE 's/^  dsproxy ([a-z]+) .*/\1/p'
}

# _dsproxy_rows WORD: its options, each with the name of its value.
_dsproxy_rows()
{
    _dsproxy_help "$1" | sed -nE 's/^  (-[a-z], )?(--[a-z-]+)( ([^ ]+))?( .*)?$/\1\2 \4/p' |
        sed -E 's/^(-[a-z]), (--[^ ]+) (.*)/\1 \3\n\2 \3/'
}

# _dsproxy_options WORD: its options, also those that only its usage names.
_dsproxy_options()
{
    _dsproxy_rows "$1" | sed 's/ .*//'
    _dsproxy_help "$1" | grep "^dsproxy $1" | grep -oE -e '--[a-z-]+'
}

# _dsproxy_commands WORD: the words that follow it, as "add" does "rules".
_dsproxy_commands()
{
    _dsproxy_help "$1" | sed -nE 's/^  ([a-z]+)( [A-Z_]+)?  .*/\1/p'
    _dsproxy_help "$1" | sed -nE "s/^dsproxy $1 ([a-z|]+)( .*)?\$/\1/p" | tr '|' '\n'
}

# _dsproxy_reply WORDS: offers those that begin with what is typed. After "title=" comes no blank.
_dsproxy_reply()
{
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
    [[ ${COMPREPLY[*]} == *[:=] ]] && compopt -o nospace
    __ltrim_colon_completions "$cur"
}

# _dsproxy_sink WORDS: offers sinks, a kind and then a file or the name of a device, and WORDS.
_dsproxy_sink()
{
    local kinds='wav: flac: mp3: vorbis: opus: aiff: caf: raw: file: oss:'
    if [[ $cur == *:* && " $kinds " == *" ${cur%%:*}: "* ]]; then
        cur=${cur#*:}
        _filedir
    else
        _dsproxy_reply "$kinds null stdout $1 $("${words[0]}" sinks --quiet 2>/dev/null)"
    fi
}

# _dsproxy_value WORD OPTION: offers what the option takes. False: it takes nothing.
_dsproxy_value()
{
    local values
    values=$(_dsproxy_rows "$1" | sed -n "s/^$2 \(..*\)/\1/p")
    case $values in
    "") return 1 ;;
    SINK) _dsproxy_sink '' ;;
    KIND) _dsproxy_reply 'wav flac mp3 vorbis opus aiff caf raw' ;;
    KEY=VALUE) _dsproxy_reply 'title= artist= album= year= track= genre= comment=' ;;
    english) _dsproxy_reply 'english strace json' ;;
    3) _dsproxy_reply '3 4' ;;
    FOLDER) _filedir -d ;;
    FILE | PATH | PLACE | IMAGE) _filedir ;;
    [a-z]*) _dsproxy_reply "${values//|/ }" ;;
    esac
}

# _dsproxy_stream: offers the streams that play.
_dsproxy_stream()
{
    _dsproxy_reply "$1 $("${words[0]}" list --quiet 2>/dev/null)"
}

# _dsproxy_operand WORD FIRST: offers what may stand where no option does; FIRST is the index of the
# first such word, if there is one.
_dsproxy_operand()
{
    case $1 in
    help) _dsproxy_reply "$(_dsproxy_words)" ;;
    rules)
        _filedir
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$(_dsproxy_commands rules)" -- "$cur")
        ;;
    record) _dsproxy_stream "$(_dsproxy_commands record)" ;;
    route | volume)
        if [[ -z $2 ]]; then
            _dsproxy_stream ''
        elif [[ $1 == route ]]; then
            _dsproxy_sink "$(_dsproxy_commands route)"
        else
            _dsproxy_reply 'mute unmute'
        fi
        ;;
    list | sinks | status | log) ;;
    *) _filedir ;;
    esac
}

# _dsproxy_first WORD: index of the first word that is neither an option nor its value.
_dsproxy_first()
{
    local i rows
    rows=$(_dsproxy_rows "$1")
    for ((i = 2; i < cword; i++)); do
        case ${words[i]} in
        --) echo $((i + 1)) && return ;;
        --*=*) ;;
        -*) grep -qE -e "^${words[i]} ." <<<"$rows" && i=$((i + 1)) ;;
        *) echo "$i" && return ;;
        esac
    done
}

_dsproxy()
{
    local cur prev words cword
    _init_completion -n := || return
    if ((cword == 1)); then
        _dsproxy_reply "$(_dsproxy_words) --help --version"
        return
    fi
    local word=${words[1]} first
    first=$(_dsproxy_first "$word")
    if [[ -n $first && $word =~ ^(run|timing)$ ]]; then
        [[ $word == run || ${words[first - 1]} == -- ]] && _command_offset "$first"
        return
    fi
    if [[ $cur == --*=* ]]; then
        prev=${cur%%=*}
        cur=${cur#*=}
    fi
    if [[ $prev == -* ]] && _dsproxy_value "$word" "$prev"; then
        return
    fi
    if [[ $cur == -* ]]; then
        _dsproxy_reply "$(_dsproxy_options "$word")"
    elif [[ $word == run ]]; then
        _command_offset "$cword"
    else
        _dsproxy_operand "$word" "$first"
    fi
}

complete -F _dsproxy dsproxy
