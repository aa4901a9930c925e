"""The AWS CLI as installed, loaded once and forked for each call: a script of a hundred calls takes seconds.

python3 aws_loaded.py FOLDER: reads the arguments of a call, each ended by NUL, from FOLDER/call (a fifo); leaves
FOLDER/out and FOLDER/err, and writes the status to FOLDER/done (a fifo). It ends when told
to (SIGTERM), and by itself after ten minutes.
"""

import os
import signal
import sys

from awscli.clidriver import create_clidriver

folder = sys.argv[1]
driver = create_clidriver()
for service in ('iam', 'sts', 'organizations'):
    driver.session.get_service_model(service)


def answer(arguments):
    child = os.fork()
    if child == 0:
        for descriptor, name in ((1, 'out'), (2, 'err')):
            file = os.open(f'{folder}/{name}', os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(file, descriptor)
        sys.argv = ['aws', *arguments]
        status = driver.main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def serve():
    while True:
        with open(f'{folder}/call', 'rb') as call:
            arguments = [part.decode() for part in call.read().split(b'\0')[:-1]]
        status = answer(arguments)
        with open(f'{folder}/done', 'w') as done:
            done.write(f'{status}\n')


for name in ('call', 'done'):
    os.mkfifo(f'{folder}/{name}')
with open(f'{folder}/aws.sh', 'w') as function:
    function.write(
        f"""aws() {{
  printf '%s\\0' "$@" > '{folder}/call'
  local status
  read -r status < '{folder}/done'
  cat '{folder}/out'
  cat '{folder}/err' >&2
  return "$status"
}}
"""
    )
signal.alarm(600)
print('ready', flush=True)
serve()
