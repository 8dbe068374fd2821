# Completion of refer in bash. What is offered is text: it is never evaluated, and no file name is matched.
_refer_completion() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(
        _REFER_COMPLETE=offer_bash _REFER_LINE="${COMP_LINE:0:COMP_POINT}" _REFER_WORD="$2" \
            "${1/#\~\//$HOME/}" 2>/dev/null
    )
}

complete -o default -F _refer_completion refer
