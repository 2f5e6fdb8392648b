// Casemate's own signatures. Each has a positive and a negative example in the tests.

rule eicar_test_file {
    strings:
        $a = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" ascii
        $b = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*" ascii
    condition:
        $a at 0 and $b
}

rule powershell_download_cradle {
    strings:
        $ps = "powershell" nocase ascii wide
        $enc = /-e(nc|ncodedcommand)?\s+[A-Za-z0-9+\/=]{60,}/ nocase ascii wide
        $dl1 = "DownloadString" nocase ascii wide
        $dl2 = "DownloadFile" nocase ascii wide
        $iex = /\b(IEX|Invoke-Expression)\b/ nocase ascii wide
        $hidden = /-w(indowstyle)?\s+hidden/ nocase ascii wide
    condition:
        filesize < 5MB and (($ps and $enc) or ($iex and any of ($dl*)) or ($ps and $hidden and any of ($dl*)))
}

rule html_smuggling {
    strings:
        $html = /<(html|script|body)/ nocase
        $blob = "new Blob(" nocase
        $save1 = "msSaveOrOpenBlob" nocase
        $save2 = "createObjectURL" nocase
        $click = ".click()" nocase
        $download = ".download" nocase
        $decode = /atob\s*\(|fromCharCode|Uint8Array/ nocase
        $data = /["'][A-Za-z0-9+\/]{2000,}={0,2}["']/
    condition:
        $html and $blob and any of ($save*) and ($click or $download) and $decode and $data
}

rule php_webshell {
    strings:
        $php = "<?php" nocase
        $eval = /\b(eval|assert|system|passthru|shell_exec|popen|proc_open)\s*\(\s*(\$_(GET|POST|REQUEST|COOKIE|SERVER)|base64_decode|gzinflate|str_rot13)/ nocase
    condition:
        $php and $eval and filesize < 2MB
}

rule shortcut_that_runs_a_shell {
    strings:
        $run1 = "powershell" nocase ascii wide
        $run2 = "cmd.exe" nocase ascii wide
        $run3 = "mshta" nocase ascii wide
        $run4 = "wscript" nocase ascii wide
        $run5 = "rundll32" nocase ascii wide
    condition:
        uint32(0) == 0x0000004c and uint32(4) == 0x00021401 and any of them
}

rule script_dropper {
    strings:
        $shell = "WScript.Shell" nocase ascii wide
        $http1 = "MSXML2.XMLHTTP" nocase ascii wide
        $http2 = "WinHttp.WinHttpRequest" nocase ascii wide
        $stream = "ADODB.Stream" nocase ascii wide
        $save = "SaveToFile" nocase ascii wide
        $run = /\.Run\b/ nocase ascii wide
    condition:
        filesize < 2MB and $shell and any of ($http*) and $stream and ($save or $run)
}

rule macro_that_runs_a_program {
    strings:
        $auto1 = "AutoOpen" nocase ascii wide
        $auto2 = "Document_Open" nocase ascii wide
        $auto3 = "Workbook_Open" nocase ascii wide
        $shell1 = "WScript.Shell" nocase ascii wide
        $shell2 = "Shell.Application" nocase ascii wide
        $http = "URLDownloadToFile" nocase ascii wide
    condition:
        any of ($auto*) and ($http or any of ($shell*)) and filesize < 20MB
}
