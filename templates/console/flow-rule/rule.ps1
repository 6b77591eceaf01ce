<#
.SYNOPSIS
    Makes Exchange Online itself report, or stop, blind copies in mail that {{ council }} sends. Written by `evenhand flow-rule`.

.DESCRIPTION
    One mail-flow rule, '{{ name }}', which matches the header {{ header }}
    wherever it holds an address. (Exchange keeps that header inside the organisation; it is there, and empty, where there is no
    blind copy. Microsoft does not document it: run the probe first, and see what holds in your own tenant.)

    -State Audit     reports each blind copy to {{ report_to }}; nothing is stopped. Two weeks are a good time.
    -State Enforce   refuses the mail as a whole; the sender is told why, and what to do instead. It is reported as well.
    -State Off       keeps the rule, and switches it off.
    -State Remove    takes the rule away.

    Each call brings the rule to that state, whatever it was before. A change takes up to 30 minutes to hold everywhere.
    Not seen: mail that is relayed through a connector, and what an administrator's own rule copies. Not settled: mail that
    programs submit by SMTP AUTH; see the probe.

.EXAMPLE
    Connect-ExchangeOnline
    .\{{ file }} -State Audit -WhatIf
    .\{{ file }} -State Audit
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [ValidateSet('Audit', 'Enforce', 'Off', 'Remove')]
    [string] $State
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

if (-not (Get-Command Get-TransportRule -ErrorAction SilentlyContinue)) {
    throw 'Exchange Online is not connected: run Connect-ExchangeOnline first (module ExchangeOnlineManagement).'
}

$name = {{ name | quoted }}

$rule = @{
    Comments                         = {{ comments | quoted }}
    FromScope                        = 'InOrganization'
    HeaderMatchesMessageHeader       = {{ header | quoted }}
    HeaderMatchesPatterns            = '@'
    # Rooms and resources are invited as blind copies: a meeting is no letter.
    ExceptIfMessageTypeMatches       = 'Calendaring'
{% if archives %}
    # An archive that the council has named is no hidden reader, as long as it is the only one.
    ExceptIfHeaderMatchesMessageHeader = {{ header | quoted }}
    ExceptIfHeaderMatchesPatterns      = @(
{% for pattern in archives %}
        {{ pattern | quoted }}
{% endfor %}
    )
{% endif %}
    GenerateIncidentReport           = {{ report_to | quoted }}
    IncidentReportContent            = @('Sender', 'Recipients', 'Subject', 'CC', 'BCC')
    RejectMessageEnhancedStatusCode  = '5.7.901'
    RejectMessageReasonText          = {{ reason | quoted }}
    # Where the rule itself fails the mail waits; it is not let through unseen.
    RuleErrorAction                  = 'Defer'
}

$known = Get-TransportRule -ResultSize Unlimited | Where-Object { $_.Name -eq $name }

if ($State -eq 'Remove') {
    if ($known -and $PSCmdlet.ShouldProcess($name, 'Remove the mail-flow rule')) {
        Remove-TransportRule -Identity $name -Confirm:$false
    }
}
elseif ($State -eq 'Off') {
    if ($known -and $PSCmdlet.ShouldProcess($name, 'Switch the mail-flow rule off')) {
        Disable-TransportRule -Identity $name -Confirm:$false
    }
}
elseif ($PSCmdlet.ShouldProcess($name, "Set the mail-flow rule to $State")) {
    if ($known) {
        Set-TransportRule -Identity $name -Mode $State @rule
        Enable-TransportRule -Identity $name -Confirm:$false
    }
    else {
        New-TransportRule -Name $name -Mode $State -Enabled $true @rule | Out-Null
    }
}

$now = Get-TransportRule -ResultSize Unlimited | Where-Object { $_.Name -eq $name }
if ($now) {
    Write-Output ("{0}: {1}, mode {2}" -f $now.Name, $now.State, $now.Mode)
}
else {
    Write-Output ("{0}: there is no such rule in this organisation." -f $name)
}
