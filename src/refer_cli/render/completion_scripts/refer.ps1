# >>> refer completion >>>
# Completion of refer in PowerShell. Every word that is offered is in single quotes where it needs them.
Register-ArgumentCompleter -Native -CommandName refer -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $typed = $commandAst.ToString()
    $length = [Math]::Max(0, [Math]::Min($typed.Length, $cursorPosition - $commandAst.Extent.StartOffset))
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $Env:_REFER_COMPLETE = 'offer_powershell'
        $Env:_REFER_LINE = $typed.Substring(0, $length)
        $Env:_REFER_WORD = $wordToComplete
        & $commandAst.GetCommandName() 2>$null | ForEach-Object {
            $word, $shown = $_ -split "`t", 2
            [System.Management.Automation.CompletionResult]::new($word, $shown, 'ParameterValue', $shown)
        }
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item -ErrorAction SilentlyContinue Env:_REFER_COMPLETE, Env:_REFER_LINE, Env:_REFER_WORD
    }
}
# <<< refer completion <<<
