#!/usr/bin/env python3
"""What an environment costs in a month, computed from prices and a clinic's habits.

    terraform/cost.py                          the tables of docs/cost.md
    terraform/cost.py --rows 2000 --share 0    the same for other habits: any name of HABITS
    terraform/cost.py --check docs/cost.md     fails if the page says anything else, or an environment's budget is too small
"""

import argparse
import re
import sys
from pathlib import Path

HOURS = 730
DAYS = 30.4

# US dollars in us-east-1. R: read on public pages in 2025-26. M: from memory. Check them before you promise anything.
PRICES = {
    "write": (0.625 / 1e6, "DynamoDB on demand, a write unit of 1 KB", "R"),
    "read": (0.125 / 1e6, "DynamoDB on demand, a read unit of 4 KB", "R"),
    "table_gb": (0.25, "DynamoDB, a GB-month", "R"),
    "pitr_gb": (0.20, "DynamoDB point-in-time recovery, a GB-month", "R"),
    "s3_gb": (0.023, "S3 Standard, a GB-month", "R"),
    "s3_cold_gb": (0.004, "S3 Glacier Instant Retrieval, a GB-month", "M"),
    "s3_put": (0.005 / 1e3, "S3 PUT, COPY, LIST", "R"),
    "s3_get": (0.0004 / 1e3, "S3 GET, HEAD", "R"),
    "kms_key": (1.00, "KMS key, a month (rotations add as much, at most twice)", "M"),
    "kms_call": (0.03 / 1e4, "KMS request", "M"),
    "sftp_hour": (0.30, "Transfer Family, an hour, also when stopped", "R"),
    "sftp_gb": (0.04, "Transfer Family, a GB", "R"),
    "metric": (0.30, "CloudWatch custom metric, a month (the first 10,000)", "R"),
    "alarm": (0.10, "CloudWatch alarm, for each metric it looks at", "R"),
    "dashboard": (3.00, "CloudWatch dashboard, a month", "R"),
    "logs_gb": (0.50, "CloudWatch logs, a GB taken in", "R"),
    "trail": (0.10 / 1e5, "CloudTrail data event", "M"),
    "m2m_client": (6.00, "Cognito client of a machine, a month", "R"),
    "m2m_token": (2.25 / 1e3, "Cognito token for a machine", "R"),
    "cpu": (0.03238, "Fargate arm64, a vCPU-hour", "M"),
    "memory": (0.00356, "Fargate arm64, a GB-hour", "M"),
    "alb": (0.0225, "load balancer, an hour, without its LCUs", "M"),
    "nat": (0.045, "NAT gateway, an hour, without its data", "M"),
}

# A clinic's habits, and ours with it.
HABITS = {
    "rows": (500, "new rows a day, in one file"),
    "known": (0, "rows a day that were stored before: 10,000 where a clinic exports all each day"),
    "row_kb": (1.5, "KB of a stored row"),
    "years": (1, "years of records and files that lie there"),
    "queries": (300, "searches and look-ups by its people, a day"),
    "poll": (15, "seconds between two looks into its inbox while nothing comes (intake.poll-interval times idle-factor)"),
    "log_mb": (20, "MB of logs a month because of it, and as much again for each task of routes, which measures it each minute"),
    "share": (0.1, "share of clinics with api = true; 97 at most"),
    "tokens": (720, "tokens that its machines ask for, a month: one an hour"),
}

# name -> SFTP, CloudTrail data events, PITR, tasks of routes, middletier, frontend, NAT gateways
ENVIRONMENTS = {
    "dev": dict(sftp=False, trail=False, routes=1, middletier=1, frontend=1, nat=1),
    "stage": dict(sftp=True, trail=False, routes=1, middletier=1, frontend=1, nat=1),
    "prod": dict(sftp=True, trail=True, routes=2, middletier=2, frontend=2, nat=2),
}

LINES = {
    "SFTP": "sftp_hour × 730 + sftp_gb × GB a month",
    "Records": "(write × writes + read × reads) a month + (table_gb + pitr_gb) × GB",
    "Files": "s3_put × 15 and s3_get × 5 a file + s3 × GB (cold after 90 days)",
    "Polling": "s3_put × one LIST each `poll` seconds, by each task of routes",
    "Keys": "kms_key × 4 (two keys, each rotated at most twice) + kms_call",
    "Machines": "(m2m_client + m2m_token × tokens) × clinics with api",
    "Watching": "alarm × 22 + dashboard + metric × 29: no clinic is a dimension",
    "Trail": "trail × calls on items and objects, without the polls",
    "Logs": "logs_gb × GB",
    "Services": "Copilot's: (cpu + memory) × tasks + alb + nat",
}


def month(environment, tenants, habits):
    """Dollars a month by line; see LINES."""
    price = {name: value for name, (value, _, _) in PRICES.items()}
    env = ENVIRONMENTS[environment]
    h = habits

    # A new row: its item, rounded up to KB, and one unit in each of two indexes. Before that it is looked up, consistently.
    units = -(-h["row_kb"] // 1)
    writes = DAYS * (h["rows"] * (units + 2) + 40)  # 40: the file's claim, heartbeats, closing transaction (twice the units)
    lookups = DAYS * (h["rows"] + h["known"] * -(-h["row_kb"] // 4))
    searches = DAYS * h["queries"] * 12  # 8 shards of an index, then the page's items
    tables_gb = h["years"] * 365 * h["rows"] * (h["row_kb"] + 0.6) / 1e6  # 0.6 KB: two index entries and overhead
    file_gb = (h["rows"] + h["known"]) * h["row_kb"] / 1e6
    warm, cold = min(90, 365 * h["years"]) * file_gb, max(0, 365 * h["years"] - 90) * file_gb
    lists = DAYS * 86400 / h["poll"] * env["routes"]
    api = min(97, round(tenants * h["share"])) if tenants > 1 else tenants

    calls = DAYS * (h["rows"] / 12 + h["queries"] * 9 + 20)
    scans = DAYS * 86400 / 10 * env["routes"] * max(1, tenants * 0.4 / 4)  # the list of clinics, each 10 s, 0.4 KB a clinic
    lines = {
        "SFTP": (price["sftp_hour"] * HOURS + price["sftp_gb"] * tenants * file_gb * DAYS) * env["sftp"],
        "Records": tenants * (price["write"] * writes + price["read"] * (lookups + searches) + (price["table_gb"] + price["pitr_gb"]) * tables_gb) + price["read"] * scans,
        "Files": tenants * (DAYS * (15 * price["s3_put"] + 5 * price["s3_get"]) + price["s3_gb"] * warm + price["s3_cold_gb"] * cold),
        "Polling": tenants * price["s3_put"] * lists,
        "Keys": 4 * price["kms_key"] + price["kms_call"] * tenants * 1000,
        "Machines": api * (price["m2m_client"] + price["m2m_token"] * h["tokens"]),
        "Watching": 22 * price["alarm"] + price["dashboard"] + 29 * price["metric"],
        "Trail": price["trail"] * tenants * calls * env["trail"],
        "Logs": price["logs_gb"] * (1 + tenants * h["log_mb"] * (1 + env["routes"]) / 1000),
        "Services": HOURS
        * (
            (env["routes"] + env["middletier"]) * (price["cpu"] * 0.5 + price["memory"] * 1)
            + env["frontend"] * (price["cpu"] * 0.25 + price["memory"] * 1)
            + price["alb"]
            + price["nat"] * env["nat"]
        ),
    }
    return lines


def tables(habits):
    cases = [(environment, tenants) for environment in ENVIRONMENTS for tenants in (0, 1, 100, 1000)]
    bills = [month(environment, tenants, habits) for environment, tenants in cases]
    text = ["| USD a month | " + " | ".join(f"{e}, {'idle' if t == 0 else f'{t:,}'}" for e, t in cases) + " |", "|---|" + "--:|" * len(cases)]
    for line in LINES:
        text.append(f"| {line} | " + " | ".join(f"{bill[line]:,.0f}" for bill in bills) + " |")
    text.append("| **Terraform's share** | " + " | ".join(f"**{sum(b.values()) - b['Services']:,.0f}**" for b in bills) + " |")
    text.append("| **All** | " + " | ".join(f"**{sum(b.values()):,.0f}**" for b in bills) + " |")
    text += ["", "| line | formula |", "|---|---|"] + [f"| {line} | {formula} |" for line, formula in LINES.items()]
    text += ["", "| habit | | meaning |", "|---|--:|---|"] + [f"| `{n}` | {habits[n]:g} | {meaning} |" for n, (_, meaning) in HABITS.items()]
    text += ["", "| price | USD | of | |", "|---|--:|---|---|"] + [f"| `{n}` | {money(v)} | {of} | {how} |" for n, (v, of, how) in PRICES.items()]
    return "\n".join(text)


def money(value):
    return f"{value:.10f}".rstrip("0").rstrip(".") if value < 0.001 else f"{value:g}"


def complaints_of(environment, habits):
    """What its tfvars say otherwise than is computed here; its budget must not mail, at 80 %, about what is expected."""
    text = (Path(__file__).parent / f"environments/{environment}.tfvars").read_text(encoding="utf-8")
    said = dict(re.findall(r"^(\w+) *= *(\w+)", text, re.M))
    for switch, variable in (("sftp", "sftp_enabled"), ("trail", "data_events_enabled")):
        if (said.get(variable, "false") == "true") != ENVIRONMENTS[environment][switch]:
            yield f"{environment}.tfvars: {variable} is not what cost.py computes with"
    tenants = len(re.findall(r"^  [a-z0-9-]+ *= \{", text, re.M))
    machines = len(re.findall(r"\bapi *= true", text))
    bill = sum(month(environment, tenants, {**habits, "share": machines / tenants}).values())
    if float(said["monthly_budget_usd"]) * 0.8 < bill:
        yield f"{environment}.tfvars: a budget of {said['monthly_budget_usd']} mails each month, for {bill:.0f} USD are expected"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", metavar="PAGE", help="compare with what lies between the page's markers")
    for name, (default, meaning) in HABITS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=default, help=meaning)
    given = vars(parser.parse_args())
    page = given.pop("check")
    computed = tables(given)
    if page is None:
        print(computed)
        return
    with open(page, encoding="utf-8") as file:
        said = re.search(r"<!-- computed: .*? -->\n(.*?)\n<!-- end -->", file.read(), re.S)
    if not said or said.group(1).strip() != computed:
        sys.exit(f"{page} does not say what cost.py computes: put its output between the markers")
    wrong = [complaint for environment in ENVIRONMENTS for complaint in complaints_of(environment, given)]
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
