<#
.SYNOPSIS
    Shows what truly holds about blind copies in the tenant of {{ council }}, with one pilot mailbox. Written by `evenhand flow-rule`.

.DESCRIPTION
    The rule of {{ rule_file }} rests on a header that Microsoft does not document. Before anybody promises
    anything, this probe tries it, in audit mode: nothing is stopped.

    -Step Begin     makes the rule '{{ name }}' for the pilot mailbox alone, and prints the list of mails to send, each with its subject.
                    Send each from the program that it names, exactly as it says. (`-Send` sends the ones that Graph can send.)
    -Step Collect   half an hour later: looks in the message trace for each mail, and writes {{ results }}:
                    whether it was traced, to whom it went, and what to look for in the reports.
    -Step End       takes the probe's rule away again.

    The reports of Exchange go to {{ report_to }}. Save them, and let `evenhand flow-rule read-report FILE` read them:
    a mail with a blind copy whose report names the address proves the header for that program; a mail with a blind copy and
    without a report shows a hole; a report about a clean mail shows that the rule would stop too much.

.PARAMETER Run
    A word that is in the subject of each mail, so that one run is told from another.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [ValidateSet('Begin', 'Collect', 'End')]
    [string] $Step,

    [Parameter(Mandatory)] [string] $Pilot,
    [Parameter(Mandatory)] [string] $Colleague,
    [Parameter(Mandatory)] [string] $Outside,
    [Parameter(Mandatory)] [string] $Group,
    [Parameter(Mandatory)] [ValidatePattern('^[A-Za-z0-9-]{4,20}$')] [string] $Run,
    [switch] $Send
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

if (-not (Get-Command Get-TransportRule -ErrorAction SilentlyContinue)) {
    throw 'Exchange Online is not connected: run Connect-ExchangeOnline first (module ExchangeOnlineManagement).'
}

$name = {{ name | quoted }}

# What is sent, and from where. To and blind copies are those of the row.
$rows = @(
{% for row in rows %}
    [pscustomobject]@{ Number = {{ row.number | quoted }}; From = {{ row.program | quoted }}; What = {{ row.what | quoted }}; To = {{ row.to }}; Bcc = {{ row.bcc }}; Expected = {{ row.expected | quoted }} }
{% endfor %}
)

function Get-Subject($row) { 'Evenhand probe {0} {1}' -f $Run, $row.Number }

function Send-ByGraph($row) {
    if (-not (Get-Command Invoke-MgGraphRequest -ErrorAction SilentlyContinue)) {
        throw 'Microsoft Graph is not connected: run Connect-MgGraph -Scopes Mail.Send first, as the pilot.'
    }
    $address = { param($each) @{ emailAddress = @{ address = $each } } }
    $message = @{
        subject       = Get-Subject $row
        body          = @{ contentType = 'Text'; content = 'A probe of the mail-flow rule. Please ignore it.' }
        toRecipients  = @($row.To | ForEach-Object { & $address $_ })
        bccRecipients = @($row.Bcc | ForEach-Object { & $address $_ })
    }
    $body = @{ message = $message; saveToSentItems = $true } | ConvertTo-Json -Depth 6
    Invoke-MgGraphRequest -Method POST -Uri 'https://graph.microsoft.com/v1.0/me/sendMail' -Body $body -ContentType 'application/json'
}

if ($Step -eq 'Begin') {
    if ($PSCmdlet.ShouldProcess($name, "Make the probe's rule for $Pilot")) {
        if (Get-TransportRule -ResultSize Unlimited | Where-Object { $_.Name -eq $name }) {
            throw "$name is there already: end the earlier probe first (-Step End)."
        }
        $rule = @{
            Name                       = $name
            Comments                   = {{ comments | quoted }}
            From                       = $Pilot
            HeaderMatchesMessageHeader = {{ header | quoted }}
            HeaderMatchesPatterns      = '@'
            GenerateIncidentReport     = {{ report_to | quoted }}
            IncidentReportContent      = @('Sender', 'Recipients', 'Subject', 'CC', 'BCC')
            Mode                       = 'Audit'
            Enabled                    = $true
        }
        New-TransportRule @rule | Out-Null
        Write-Output 'The rule is made. Wait 30 minutes before you send: a change takes that long to hold everywhere.'
    }
    foreach ($row in $rows) {
        Write-Output ('{0}  {1}: {2}. To: {3}. Blind copies: {4}. Subject: {5}' -f $row.Number, $row.From, $row.What, ($row.To -join ', '), (($row.Bcc -join ', '), 'none' | Where-Object { $_ } | Select-Object -First 1), (Get-Subject $row))
    }
    if ($Send) {
        foreach ($row in $rows | Where-Object { $_.From -eq 'Graph' }) {
            if ($PSCmdlet.ShouldProcess((Get-Subject $row), 'Send by Graph')) { Send-ByGraph $row }
        }
    }
}
elseif ($Step -eq 'Collect') {
    $results = foreach ($row in $rows) {
        $traced = @(Get-MessageTraceV2 -SenderAddress $Pilot -Subject (Get-Subject $row) -SubjectFilterType Contains -StartDate (Get-Date).AddDays(-2) -EndDate (Get-Date))
        $shown = @($row.To)
        $hidden = @($traced | ForEach-Object { $_.RecipientAddress } | Where-Object { $_ -notin $shown } | Sort-Object -Unique)
        [pscustomobject]@{
            Number    = $row.Number
            From      = $row.From
            What      = $row.What
            Expected  = $row.Expected
            Subject   = Get-Subject $row
            MessageId = (@($traced | ForEach-Object { $_.MessageId } | Sort-Object -Unique) -join ' ')
            Traced    = $traced.Count
            NotShown  = ($hidden -join ' ')
            Reported  = ''
        }
    }
    $results | Export-Csv -Path {{ results | quoted }} -NoTypeInformation -Encoding utf8
    $results | Format-Table Number, From, Traced, NotShown, Expected -AutoSize
    Write-Output 'Now look at the reports: column Reported is for you to fill in, by Message-Id.'
}
elseif ($PSCmdlet.ShouldProcess($name, "Take the probe's rule away")) {
    if (Get-TransportRule -ResultSize Unlimited | Where-Object { $_.Name -eq $name }) {
        Remove-TransportRule -Identity $name -Confirm:$false
    }
    Write-Output ('{0}: taken away.' -f $name)
}
