<#
.SYNOPSIS
  Shows on a real Windows what the tests under Wine cannot show of the installed agent.

.DESCRIPTION
  For a machine that may be thrown away: a fresh virtual machine with a checkpoint, Windows 10 1607 or later, 64-bit. Run it
  in an elevated Windows PowerShell 5.1 or later. It installs the package, looks, stops and kills the service, upgrades,
  and uninstalls; it changes nothing but what the package installs, and removes what it left. One line a promise, PASS, FAIL
  or SKIP; the exit code is the number of failures. What a script cannot show stands at its end, to be done by hand.

.PARAMETER Msi
  The package to install.

.PARAMETER NextMsi
  One with a higher version (installer/build.sh --version 0.2.0). Without it the upgrades are skipped.

.PARAMETER Log
  The folder for the logs of msiexec.

.EXAMPLE
  powershell -ExecutionPolicy Bypass -File smoke-test.ps1 -Msi fettle-0.1.0.msi -NextMsi fettle-0.2.0.msi
#>
[CmdletBinding()]
param(
  [Parameter(Mandatory)] [ValidateScript({ Test-Path -LiteralPath $_ })] [string] $Msi,
  [string] $NextMsi,
  [string] $Log = (Join-Path $env:TEMP 'fettle-smoke')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$key = 'HKLM:\SOFTWARE\Fettle'
$serviceKey = 'HKLM:\SYSTEM\CurrentControlSet\Services\Fettle'
$sourceKey = 'HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\Fettle'
$data = Join-Path $env:ProgramData 'Fettle'
$app = Join-Path $env:ProgramFiles 'Fettle'
$fettle = Join-Path $app 'bin\fettle.exe'
$url = 'https://policy.invalid/fleet.zip'
$begin = Get-Date
$script:failures = 0
$script:runs = 0

function Say([string] $verdict, [string] $promise, [string] $detail) {
  $colour = @{ PASS = 'Green'; FAIL = 'Red'; SKIP = 'Yellow' }[$verdict]
  Write-Host ('{0}  {1}{2}' -f $verdict, $promise, $(if ($detail) { "  [$detail]" })) -ForegroundColor $colour
  if ($verdict -eq 'FAIL') { $script:failures++ }
}

# A promise holds when the block answers nothing at all, or $true; any other answer is the reason why not.
function Promise([string] $promise, [scriptblock] $test) {
  try {
    $answer = @(& $test)
    $bad = @($answer | Where-Object { $_ -ne $true })
    if ($bad.Count -eq 0) { Say PASS $promise '' } else { Say FAIL $promise ($bad -join '; ') }
  } catch {
    Say FAIL $promise $_.Exception.Message
  }
}

function Invoke-Installer([string[]] $arguments) {
  $script:runs++
  $file = Join-Path $Log ('{0:00}.log' -f $script:runs)
  $all = $arguments + @('/qn', '/norestart', '/l*v', "`"$file`"")
  Write-Verbose "msiexec $all"
  (Start-Process msiexec.exe -ArgumentList $all -Wait -PassThru).ExitCode
}

function Get-Product {
  $uninstall = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall'
  Get-ChildItem $uninstall | Where-Object { $_.PSChildName -like '{*}' -and $_.GetValue('DisplayName') -eq 'Fettle' } |
    ForEach-Object { $_.PSChildName }
}

function Get-AgentProcess { Get-CimInstance Win32_Service -Filter "Name='Fettle'" | Select-Object -ExpandProperty ProcessId }

# In a process of its own: who reads a text keeps the file of the texts open, and an upgrade would end with 3010.
function Get-Record {
  Start-Job -ArgumentList $begin -ScriptBlock {
    param($begin)
    $filter = @{ LogName = 'Application'; ProviderName = 'Fettle'; StartTime = $begin }
    Get-WinEvent -FilterHashtable $filter -ErrorAction SilentlyContinue | Select-Object 'Id', 'Message'
  } | Receive-Job -Wait -AutoRemoveJob
}

function Test-Record([int] $id) { @(Get-Record | Where-Object { $_.Id -eq $id }).Count -gt 0 }

function Wait-Until([scriptblock] $condition, [int] $seconds) {
  $end = (Get-Date).AddSeconds($seconds)
  while ((Get-Date) -lt $end) {
    if (& $condition) { return $true }
    Start-Sleep -Milliseconds 500
  }
  "not within $seconds s"
}

# Who else than SYSTEM and Administrators has a right of this folder or file that changes anything, and whether it inherits.
function Get-Weakness([string] $path, [bool] $othersMayRead) {
  $acl = Get-Acl -LiteralPath $path
  if (-not $acl.AreAccessRulesProtected) { "$path inherits rights" }
  $owner = $acl.GetOwner([Security.Principal.SecurityIdentifier]).Value
  if ($owner -notin 'S-1-5-18', 'S-1-5-32-544') { "$path is owned by $owner" }
  $read = [Security.AccessControl.FileSystemRights] 'ReadAndExecute, Synchronize'
  foreach ($rule in $acl.GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])) {
    if ($rule.IdentityReference.Value -in 'S-1-5-18', 'S-1-5-32-544') { continue }
    if (-not $othersMayRead) { "$($rule.IdentityReference) has $($rule.FileSystemRights) on $path" }
    elseif ([int] $rule.FileSystemRights -band (-bnot [int] $read)) { "$($rule.IdentityReference) has $($rule.FileSystemRights) on $path" }
  }
}

$principal = New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
if (-not $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { throw 'Run this elevated.' }
if (-not [Environment]::Is64BitProcess) { throw 'Run this in a 64-bit PowerShell.' }
if (@(Get-Product).Count -or (Test-Path $data)) { throw "Fettle or $data is here already. This is for a machine that may be thrown away." }
$Msi = (Resolve-Path -LiteralPath $Msi).Path
if ($NextMsi) { $NextMsi = (Resolve-Path -LiteralPath $NextMsi).Path }
$Log = (New-Item -ItemType Directory -Force $Log).FullName
Write-Host "Windows $([Environment]::OSVersion.Version), logs in $Log"

# ---- The package itself
Promise 'the package bears a valid signature (fails for an unsigned one)' {
  $signature = Get-AuthenticodeSignature -LiteralPath $Msi
  if ($signature.Status -ne 'Valid') { "$($signature.Status)" }
}

# ---- Refusals
Promise 'an address without https is refused with 1603 and nothing is installed' {
  $code = Invoke-Installer @('/i', "`"$Msi`"", 'POLICYURL=http://policy.invalid/fleet.zip')
  if ($code -ne 1603) { "exit code $code" }
  if (Test-Path $app) { "$app is there" }
}

# ---- Installation
Promise 'a fresh installation ends with 0' {
  $code = Invoke-Installer @('/i', "`"$Msi`"", "POLICYURL=$url", 'SCHEDULE="4h jitter 30m"')
  if ($code -ne 0) { "exit code $code" }
}
Promise 'the registry has the properties that were given, and no others' {
  $values = Get-ItemProperty $key
  if ($values.PolicyUrl -ne $url) { "PolicyUrl $($values.PolicyUrl)" }
  if ($values.Schedule -ne '4h jitter 30m') { "Schedule $($values.Schedule)" }
  foreach ($name in 'PolicyKeys', 'PolicyFolder') { if ($values.PSObject.Properties[$name]) { "$name is there" } }
}
Promise 'the service runs' { Wait-Until { (Get-Service Fettle).Status -eq 'Running' } 60 }
Promise 'its path is in quotation marks' {
  $image = (Get-ItemProperty $serviceKey).ImagePath
  if ($image -notmatch '^"[^"]+\\bin\\fettled\.exe"$') { $image }
}
Promise 'it is LocalSystem, automatic and delayed' {
  $values = Get-ItemProperty $serviceKey
  if ($values.ObjectName -ne 'LocalSystem') { $values.ObjectName }
  if ($values.Start -ne 2) { "Start $($values.Start)" }
  if (-not $values.PSObject.Properties['DelayedAutostart'] -or $values.DelayedAutostart -ne 1) { 'not delayed' }
}
Promise 'it has a service SID (unrestricted)' {
  $said = (& sc.exe qsidtype Fettle) -join ' '
  if ($said -notmatch 'UNRESTRICTED') { $said }
}
Promise 'preshutdown waits 60 s' {
  $values = Get-ItemProperty $serviceKey
  if (-not $values.PSObject.Properties['PreshutdownTimeout'] -or $values.PreshutdownTimeout -ne 60000) { 'no PreshutdownTimeout of 60000' }
}
Promise 'failures restart it after 5 s, 30 s, 5 min; the count is forgotten after a day' {
  # SERVICE_FAILURE_ACTIONS as stored: reset period, 3 pointers or counts, offset, then type and milliseconds of each
  $bytes = (Get-ItemProperty $serviceKey).FailureActions
  $reset = [BitConverter]::ToUInt32($bytes, 0)
  if ($reset -ne 86400) { "reset $reset" }
  $expected = 5000, 30000, 300000
  for ($i = 0; $i -lt 3; $i++) {
    $type = [BitConverter]::ToUInt32($bytes, 20 + 8 * $i)
    $delay = [BitConverter]::ToUInt32($bytes, 24 + 8 * $i)
    if ($type -ne 1 -or $delay -ne $expected[$i]) { "action $i is $type after $delay ms" }
  }
}
Promise 'they count for error exits without a crash, too' {
  $said = (& sc.exe qfailureflag Fettle) -join ' '
  if ($said -notmatch 'TRUE|: *1') { $said }
}
Promise 'the program folder is protected, and Users may read it' { Get-Weakness $app $true }
Promise 'the data folder is protected, and Users may read what is in it directly' { Get-Weakness $data $true }
foreach ($folder in 'policies', 'state', 'state\journal', 'state\policies') {
  Promise "$folder is for SYSTEM and Administrators alone" { Get-Weakness (Join-Path $data $folder) $false }
}
Promise 'every program file is signed by us or by the vendor of the runtime (fails for an unsigned package)' {
  Get-ChildItem $app -Recurse -Include '*.exe', '*.dll' | ForEach-Object {
    $signature = Get-AuthenticodeSignature -LiteralPath $_.FullName
    if ($signature.Status -ne 'Valid') { "$($_.Name) $($signature.Status)" }
  }
}
Promise 'the command is on the PATH of the machine, once' {
  $path = [Environment]::GetEnvironmentVariable('Path', 'Machine')
  $found = @($path -split ';' | Where-Object { $_.TrimEnd('\') -eq (Join-Path $app 'bin') })
  if ($found.Count -ne 1) { "$($found.Count) times" }
}
Promise 'the command works' {
  $said = & $fettle policy lint (Join-Path $app 'policies')
  if ($LASTEXITCODE -ne 0) { "exit code ${LASTEXITCODE}: $said" }
}
Promise 'status tells that the service runs, and that it has no policy' {
  $said = (& $fettle status) -join ' '
  if ($LASTEXITCODE -ne 1) { "exit code $LASTEXITCODE" }
  if ($said -notmatch 'Service\s+running') { $said }
}
Promise 'the service can be asked to look now' {
  & $fettle refresh | Out-Null
  if ($LASTEXITCODE -ne 0) { "exit code $LASTEXITCODE" }
}
Promise 'programs and features lists it, with its folder and without Change' {
  $product = @(Get-Product)
  if ($product.Count -ne 1) { "$($product.Count) products" }
  $values = Get-ItemProperty "HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\$($product[0])"
  if ($values.NoModify -ne 1) { 'NoModify is missing' }
  if ($values.InstallLocation.TrimEnd('\') -ne $app) { $values.InstallLocation }
}

# ---- Event log
Promise 'the event source has its message file' {
  $file = [Environment]::ExpandEnvironmentVariables((Get-ItemProperty $sourceKey).EventMessageFile)
  if (-not (Test-Path -LiteralPath $file)) { "$file is missing" }
}
Promise 'its start is event 1' { Wait-Until { Test-Record 1 } 20 }
Promise 'records of the service are whole sentences' {
  Get-Record | Where-Object { -not $_.Message -or $_.Message -match 'cannot be found' } | ForEach-Object { "event $($_.Id) has no text" }
}

# ---- Stop, kill, restart
Promise 'a stop ends within 10 s, with exit code 0' {
  $watch = [Diagnostics.Stopwatch]::StartNew()
  Stop-Service Fettle
  Wait-Until { -not (Get-Process fettled -ErrorAction SilentlyContinue) } 10
  if ($watch.Elapsed.TotalSeconds -gt 10) { "$($watch.Elapsed)" }
  $code = (Get-CimInstance Win32_Service -Filter "Name='Fettle'").ExitCode
  if ($code -ne 0) { "exit code $code" }
}
Promise 'its stop is event 2' { Wait-Until { Test-Record 2 } 20 }
Promise 'while it is stopped, status says so with 1, and refresh with 3' {
  $said = (& $fettle status) -join ' '
  if ($LASTEXITCODE -ne 1) { "status: exit code $LASTEXITCODE" }
  if ($said -notmatch 'does\s+not\s+run') { $said }
  & $fettle refresh | Out-Null
  if ($LASTEXITCODE -ne 3) { "refresh: exit code $LASTEXITCODE" }
}
Promise 'it starts again' {
  Start-Service Fettle
  Wait-Until { (Get-Service Fettle).Status -eq 'Running' } 30
}
Promise 'killed, it is back within 30 s' {
  $killed = Get-AgentProcess
  Stop-Process -Id $killed -Force
  Wait-Until { $now = Get-AgentProcess; $now -ne 0 -and $now -ne $killed } 30
  Wait-Until { (Get-Service Fettle).Status -eq 'Running' } 30
}
Promise 'with a folder that Users may write, it does not start, and says so' {
  Stop-Service Fettle
  $folder = Join-Path $data 'policies'
  try {
    & icacls.exe $folder /grant '*S-1-5-32-545:(OI)(CI)M' | Out-Null
    Start-Service Fettle -ErrorAction SilentlyContinue
    # Windows tries again after 5 and 30 seconds, and has no exit code while it does.
    Wait-Until { (Get-CimInstance Win32_Service -Filter "Name='Fettle'").ServiceSpecificExitCode -eq 3 } 30
    if ((Get-Service Fettle).Status -eq 'Running') { 'it runs' }
    Wait-Until { Test-Record 3 } 20
  } finally {
    & icacls.exe $folder /remove:g '*S-1-5-32-545' | Out-Null
  }
  Get-Weakness $folder $false
  Wait-Until { Start-Service Fettle -ErrorAction SilentlyContinue; (Get-Service Fettle).Status -eq 'Running' } 60
}

# ---- Repair
Promise 'a repair brings back files, rights and the service settings' {
  Stop-Service Fettle
  Remove-Item -LiteralPath (Join-Path $app 'policies\lync-trust.yaml')
  & icacls.exe (Join-Path $data 'state') /grant '*S-1-5-32-545:(OI)(CI)R' | Out-Null
  & sc.exe failure Fettle reset= 60 actions= restart/1000 | Out-Null
  $code = Invoke-Installer @('/fa', "`"$Msi`"")
  if ($code -ne 0) { "exit code $code" }
  if (-not (Test-Path (Join-Path $app 'policies\lync-trust.yaml'))) { 'the file is missing' }
  Get-Weakness (Join-Path $data 'state') $false
  if ([BitConverter]::ToUInt32((Get-ItemProperty $serviceKey).FailureActions, 0) -ne 86400) { 'no failure actions' }
  Wait-Until { (Get-Service Fettle).Status -eq 'Running' } 60
}

# ---- Upgrade
if ($NextMsi) {
  $version = (Get-ItemProperty $key).Version
  Promise 'an upgrade that fails brings the old version back, running' {
    # A key that even SYSTEM may not write makes it fail when the old version is gone already.
    $rule = New-Object Security.AccessControl.RegistryAccessRule `
      ((New-Object Security.Principal.SecurityIdentifier 'S-1-5-18'), 'SetValue', 'Deny')
    $acl = Get-Acl -LiteralPath $sourceKey
    $acl.AddAccessRule($rule)
    Set-Acl -LiteralPath $sourceKey -AclObject $acl
    try {
      $code = Invoke-Installer @('/i', "`"$NextMsi`"")
    } finally {
      if (Test-Path $sourceKey) {
        $acl = Get-Acl -LiteralPath $sourceKey
        [void] $acl.RemoveAccessRule($rule)
        Set-Acl -LiteralPath $sourceKey -AclObject $acl
      }
    }
    if ($code -ne 1603) { "exit code $code" }
    if ((Get-ItemProperty $key).Version -ne $version) { 'the old version is not back' }
    if (@(Get-Product).Count -ne 1) { 'not one product is listed' }
    Wait-Until { (Get-Service Fettle).Status -eq 'Running' } 60
  }
  Promise 'an upgrade with the service running needs no reboot and keeps data and settings' {
    Set-Content -LiteralPath (Join-Path $data 'policies\notes.txt') -Value ours
    $code = Invoke-Installer @('/i', "`"$NextMsi`"", "POLICYURL=$url")
    if ($code -ne 0) { "exit code $code" }
    if ((Get-ItemProperty $key).Version -eq $version) { 'the version is the same' }
    if ((Get-ItemProperty $key).Schedule -ne '4h jitter 30m') { 'the schedule is forgotten' }
    if (-not (Test-Path (Join-Path $data 'policies\notes.txt'))) { 'data is gone' }
    if (@(Get-Product).Count -ne 1) { 'two products are listed' }
    Wait-Until { (Get-Service Fettle).Status -eq 'Running' } 60
  }
  Promise 'after it, no file of the program is missing' {
    & $fettle policy lint (Join-Path $app 'policies') | Out-Null
    if ($LASTEXITCODE -ne 0) { "exit code $LASTEXITCODE" }
  }
  Promise 'the older version is refused with 1603' {
    $code = Invoke-Installer @('/i', "`"$Msi`"")
    if ($code -ne 1603) { "exit code $code" }
  }
} else {
  Say SKIP 'upgrades' 'no -NextMsi'
}

# ---- Uninstall
Promise 'an uninstall takes the program and leaves the data' {
  $code = Invoke-Installer @('/x', @(Get-Product)[0])
  if ($code -ne 0) { "exit code $code" }
  if (Test-Path $app) { "$app is there" }
  if (Test-Path $key) { "$key is there" }
  if (Get-Service Fettle -ErrorAction SilentlyContinue) { 'the service is there' }
  if (-not (Test-Path (Join-Path $data 'state'))) { 'the data is gone' }
}
$odd = 'C:\Agents and more\Fettle'
Promise 'in another folder it is protected, too, and the service starts' {
  $code = Invoke-Installer @('/i', "`"$Msi`"", "INSTALLDIR=`"$odd`"")
  if ($code -ne 0) { "exit code $code" }
  Get-Weakness $odd $true
  Wait-Until { (Get-Service Fettle).Status -eq 'Running' } 60
}
Promise 'an uninstall with REMOVEDATA=1 leaves nothing' {
  Remove-Item -LiteralPath (Join-Path $data 'policies\notes.txt') -ErrorAction SilentlyContinue
  $code = Invoke-Installer @('/x', @(Get-Product)[0], 'REMOVEDATA=1')
  if ($code -ne 0) { "exit code $code" }
  foreach ($left in $data, $odd) { if (Test-Path $left) { "$left is there" } }
}
if ((Test-Path (Split-Path $odd)) -and -not (Get-ChildItem (Split-Path $odd))) { Remove-Item -LiteralPath (Split-Path $odd) }

Write-Host @'

By hand, because no script can:
 1. Install again and reboot: the service is up within some minutes (delayed), and `fettle status` tells of the last shutdown.
 2. Restart Windows while a run with many fixes goes on: the journal shows each rule finished or taken back.
 3. Lock, unlock, sign out and in, sleep and wake: the log has the sign-in and what was made up for.
 4. Signed in as a plain user: `fettle settings` works, and %ProgramData%\Fettle\state cannot be opened.
 5. Assign the MSI by Group Policy and by Intune (Win32), with the rules of installer/README.md; both report it installed.
 6. Open the MSI in Orca and run the ICE validation (darice.cub); look at every error.
'@
Write-Host "$script:failures failed."
exit $script:failures
