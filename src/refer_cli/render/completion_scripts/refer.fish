# Completion of refer in fish. What is offered is text: fish quotes it, and evaluates nothing of it.
function __refer_completion
    set -l program (commandline -opc)[1]
    set -l offered (env _REFER_COMPLETE=offer_fish _REFER_LINE=(commandline -cp | string collect) $program 2>/dev/null)
    if set -q offered[1]
        printf '%s\n' $offered
    else
        __fish_complete_path (commandline -ct)
    end
end

complete --erase --command refer
complete --command refer --no-files --arguments '(__refer_completion)'
