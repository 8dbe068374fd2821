#compdef refer
# Completion of refer in zsh. What is offered is text: zsh quotes it, and evaluates nothing of it.
_refer_completion() {
    local line program="${(Q)words[1]}"
    local -a offered
    program="${program/#\~\//$HOME/}"
    while IFS= read -r line; do
        offered+=("$line")
    done < <(
        _REFER_COMPLETE=offer_zsh _REFER_LINE="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" "$program" 2>/dev/null
    )
    if (( $#offered )); then
        compadd -- "${offered[@]}"
    else
        _files
    fi
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _refer_completion "$@"
else
    compdef _refer_completion refer
fi
