#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From start to first frame, and memory when idle, beside a window of libadwaita with nothing in it.

bench-start.py INGOT BARE-WINDOW FILL-LIBRARY, in a session such as with-session.sh makes. The library has
10 000 turns. Both programs are started in turn, so that what else the machine does hits both.
"""
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 15
QUIET = 1.0  # seconds with no CPU time used: idle


def start_once(command):
    """Returns wall and CPU time in milliseconds from start to the first frame, which the program tells."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        words = process.stdout.readline().split()
        wall = time.perf_counter() - began
        process.stdout.read()
    if process.returncode != 0 or len(words) != 2 or words[0] != 'first-frame':
        raise SystemExit(f'{command[0]} showed no frame')
    return wall * 1000, float(words[1])


def cpu_ticks(pid):
    fields = Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()
    return int(fields[11]) + int(fields[12])


def idle_pss(command):
    """Returns the PSS in MB of a program once it does nothing any more."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(2)
        ticks = -1
        while ticks != (ticks := cpu_ticks(process.pid)):
            time.sleep(QUIET)
        rollup = Path(f'/proc/{process.pid}/smaps_rollup').read_text()
        process.terminate()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith('Pss:')) / 1024


def main():
    ingot, bare, fill = sys.argv[1:]
    subprocess.run([fill, os.path.join(os.environ['XDG_DATA_HOME'], 'ingot')], check=True)
    times = {'ingot': [], 'bare window': []}
    for _ in range(ROUNDS + 1):
        times['ingot'].append(start_once([ingot, '--exit-after-startup']))
        times['bare window'].append(start_once([bare, '--exit-after-startup']))
    for index, unit in enumerate(('wall_ms', 'cpu_ms')):
        # The first round fills the caches of the disk.
        ours, theirs = (statistics.median(row[index] for row in rows[1:]) for rows in times.values())
        print(json.dumps({'name': 'start to first frame', 'unit': unit, 'turns': 10000, 'ingot': round(ours, 1),
                          'bare window': round(theirs, 1), 'ratio': round(ours / theirs, 2)}))
    ours, theirs = idle_pss([ingot]), idle_pss([bare])
    print(json.dumps({'name': 'memory when idle', 'unit': 'pss_mb', 'turns': 10000, 'ingot': round(ours, 1),
                      'bare window': round(theirs, 1), 'ratio': round(ours / theirs, 2)}))


if __name__ == '__main__':
    main()
