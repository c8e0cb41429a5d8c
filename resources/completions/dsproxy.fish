# SPDX-License-Identifier: GPL-2.0-or-later
# fish completion for dsproxy. Its words, options and most of their values are read from its help, so
# they are always those of the program.

function __dsproxy_help --argument-names word
    if test "$word" = check
        dsproxy check --help 2>/dev/null
    else
        dsproxy help $word 2>/dev/null
    end
end

function __dsproxy_words
    dsproxy help 2>/dev/null | sed -nE 's/^  dsproxy ([a-z]+) .*   *([^ ].*)$/\1\t\2/p'
    printf '%s\n' --help --version
end

# Each option, the name of its value and what it does, with tabs between them.
function __dsproxy_rows --argument-names word
    set -l tab (printf '\t')
    __dsproxy_help $word |
        sed -nE "s/^  (-[a-z], )?(--[a-z-]+)( ([^ ]+))?( +(.*))?\$/\1\2$tab\4$tab\6/p" |
        sed -E "s/^(-[a-z]), (--[a-z-]+)($tab.*)/\1\3\n\2\3/"
end

function __dsproxy_options --argument-names word
    __dsproxy_rows $word | while read --local --delimiter \t option value text
        printf '%s\t%s\n' $option $text
    end
    # Some are named by its usage only.
    __dsproxy_help $word | grep "^dsproxy $word" | grep -oE -e '--[a-z-]+'
end

function __dsproxy_commands --argument-names word
    __dsproxy_help $word | sed -nE 's/^  ([a-z]+)( [A-Z_]+)?  .*/\1/p'
    __dsproxy_help $word | sed -nE "s/^dsproxy $word ([a-z|]+)( .*)?\$/\1/p" | string split '|'
end

function __dsproxy_values --argument-names word option
    __dsproxy_rows $word | while read --local --delimiter \t name value text
        test "$name" = "$option" -a -n "$value"; and string split '|' -- $value
    end
end

function __dsproxy_sinks --argument-names current
    set -l kinds wav flac mp3 vorbis opus aiff caf raw file oss
    set -l kind (string split --max 1 : -- $current)
    if test (count $kind) -eq 2; and contains -- $kind[1] $kinds
        __fish_complete_path $kind[2] | string replace --regex '^' $kind[1]:
    else
        printf '%s:\n' $kinds
        printf '%s\n' null stdout
        dsproxy sinks --quiet 2>/dev/null
    end
end

# What VALUES, the names of an option's value in the help, stand for.
function __dsproxy_value --argument-names current
    set -l values $argv[2..]
    switch "$values[1]"
        case SINK
            __dsproxy_sinks $current
        case KIND
            printf '%s\n' wav flac mp3 vorbis opus aiff caf raw
        case KEY=VALUE
            printf '%s\n' title= artist= album= year= track= genre= comment=
        case english
            printf '%s\n' english strace json
        case 3
            printf '%s\n' 3 4
        case FOLDER
            __fish_complete_directories $current
        case FILE PATH PLACE IMAGE
            __fish_complete_path $current
        case '[a-z]*'
            printf '%s\n' $values
    end
end

# Index of the first of the words ARGV[2..] that is neither an option of WORD nor its value.
function __dsproxy_first --argument-names word
    set -l skip 0
    set -l index 0
    for token in $argv[2..]
        set index (math $index + 1)
        if test $skip -eq 1
            set skip 0
        else if test "$token" = --
            math $index + 1
            return
        else if not string match --quiet -- '-*' $token
            echo $index
            return
        else if not string match --quiet -- '*=*' $token
            test -n "$(__dsproxy_values $word $token)"; and set skip 1
        end
    end
end

function __dsproxy_operand --argument-names word current first
    switch $word
        case help
            __dsproxy_words | string match --invert -- '-*'
        case rules
            __dsproxy_commands rules
            __fish_complete_path $current
        case record
            __dsproxy_commands record
            dsproxy list --quiet 2>/dev/null
        case route volume
            if test -z "$first"
                dsproxy list --quiet 2>/dev/null
            else if test $word = route
                __dsproxy_sinks $current
                __dsproxy_commands route
            else
                printf '%s\n' mute unmute
            end
        case list sinks status log
        case '*'
            __fish_complete_path $current
    end
end

function __dsproxy_complete
    set -l tokens (commandline --cut-at-cursor --current-process --tokenize)
    set -l current (commandline --cut-at-cursor --current-token)
    set -l word $tokens[2]
    set -l given $tokens[3..]
    set -l first (__dsproxy_first $word $given)
    if contains -- $word run timing; and test -n "$first"
        set -l program (string escape -- $given[$first..])
        complete --do-complete "$program $current"
        return
    end
    set -l inline (string match --regex -- '^(--[a-z-]+)=(.*)$' $current)
    if test (count $inline) -eq 3
        __dsproxy_value $inline[3] (__dsproxy_values $word $inline[2]) |
            string replace --regex '^' $inline[2]=
        return
    end
    set -l values
    test (count $given) -gt 0; and set values (__dsproxy_values $word $given[-1])
    if test -n "$values"
        __dsproxy_value $current $values
    else if string match --quiet -- '-*' $current
        __dsproxy_options $word
    else if test $word = run
        complete --do-complete "$current"
    else
        __dsproxy_operand $word $current "$first"
    end
end

complete --command dsproxy --no-files
complete --command dsproxy --condition __fish_use_subcommand --arguments '(__dsproxy_words)'
complete --command dsproxy --condition 'not __fish_use_subcommand' --arguments '(__dsproxy_complete)'
