"""One call of a real boto3 against the bridge is one row: {"title", "ok", "got"}, a line of JSON.

A script of calls imports from here, holds families (functions of rows), and ends with `run(family, ...)`:
    python3 -B SCRIPT ENDPOINT [FAMILY...]
What stands as a row ran through botocore's own serializer, signer, parser, waiter or paginator. boto3.test.ts lists
the scripts with their families, starts an empty account for each family, and makes one test of each row.
"""

import base64
import hashlib
import hmac
import json
import re
import struct
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]
ACCOUNT = "123456789012"
CONFIG = Config(retries={"max_attempts": 1})


class Caller:
    """The clients of one set of credentials."""

    def __init__(self, key="AKIAROOT000000000000", secret="any", token=None):
        session = boto3.Session(
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            region_name="us-east-1",
        )
        self.client = lambda name: session.client(name, endpoint_url=ENDPOINT, config=CONFIG)
        self.iam, self.sts, self.org = map(self.client, ("iam", "sts", "organizations"))

    @staticmethod
    def of(credentials):
        return Caller(
            credentials["AccessKeyId"],
            credentials["SecretAccessKey"],
            credentials["SessionToken"],
        )


root = Caller()
iam, sts, org = root.iam, root.sts, root.org


def emit(title, ok, got):
    print(json.dumps({"title": title, "ok": bool(ok), "got": str(got)[:600]}), flush=True)


def matches(want, got):
    """A dict is a subset, a compiled pattern is searched, a function decides, all else is equal."""
    if callable(want):
        return want(got)
    if isinstance(want, re.Pattern):
        return bool(want.search(str(got)))
    if isinstance(want, dict):
        return isinstance(got, dict) and all(k in got and matches(v, got[k]) for k, v in want.items())
    if isinstance(want, list):
        return isinstance(got, list) and len(want) == len(got) and all(map(matches, want, got))
    return want == got


def row(title, call, want=None):
    """The call succeeds and its answer matches; the answer."""
    try:
        got = call()
    except Exception as error:
        emit(title, False, repr(error))
        return {}
    if isinstance(got, dict):
        got.pop("ResponseMetadata", None)
    emit(title, want is None or matches(want, got), got)
    return got


def refused(title, call, code, message=None, status=None):
    """The call fails with that code, in text and in HTTP status."""
    try:
        got = call()
    except ClientError as error:
        told = error.response["Error"]
        sent = error.response["ResponseMetadata"]["HTTPStatusCode"]
        ok = told["Code"] == code and (message is None or matches(message, told["Message"]))
        emit(title, ok and (status is None or status == sent), (told, sent))
        return
    except Exception as error:
        emit(title, False, repr(error))
        return
    emit(title, False, f"succeeded: {got}")


def error_of(call):
    """What the client's exception tells of the refusal."""
    try:
        return f"succeeded: {call()}"
    except ClientError as error:
        return error.response["Error"]


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action, resource="*", **more):
    return document({"Effect": "Allow", "Action": action, "Resource": resource, **more})


def deny(action, resource="*", **more):
    return document({"Effect": "Deny", "Action": action, "Resource": resource, **more})


def trust(principal, action="sts:AssumeRole", **more):
    return document({"Effect": "Allow", "Principal": principal, "Action": action, **more})


def arn(rest, account=ACCOUNT):
    return f"arn:aws:iam::{account}:{rest}"


def user_with_key(name, policy=None, client=None):
    client = client or iam
    client.create_user(UserName=name)
    if policy is not None:
        client.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=policy)
    key = client.create_access_key(UserName=name)["AccessKey"]
    return Caller(key["AccessKeyId"], key["SecretAccessKey"])


STEP = int(time.time() // 30)


def totp(seed, steps=0):
    """RFC 6238, written down again: the independent check of the codes. Counted from the start of this run,
    so that a step that ends meanwhile changes nothing (one step early is taken)."""
    counter = struct.pack(">Q", STEP + steps)
    mac = hmac.new(base64.b32decode(seed), counter, hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


def run(*families):
    """The families that the command line names, else all."""
    known = {family.__name__: family for family in families}
    for name in sys.argv[2:] or known:
        try:
            known[name]()
        except Exception as error:  # what stops a family is a failed row, never silence
            emit(f"{name} runs to its end", False, repr(error))
