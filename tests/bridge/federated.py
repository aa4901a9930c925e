"""Real boto3, unsigned: federated logins against the bridge, and one signed call with what they gave.

usage: federated.py ENDPOINT < [{"operation": "assume_role_with_saml", "params": {...}}, ...]
Prints one JSON line per call: {"code", "message"} of the refusal, or {"arn", "caller"} of the session.
"""

import json
import sys

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]


def sts(config, **credentials):
    session = boto3.Session(region_name="us-east-1", **credentials)
    return session.client("sts", endpoint_url=ENDPOINT, config=config)


nobody = sts(Config(signature_version=UNSIGNED, retries={"max_attempts": 1}))

for call in json.load(sys.stdin):
    try:
        got = getattr(nobody, call["operation"])(**call["params"])
        keys = got["Credentials"]
        holder = sts(
            Config(retries={"max_attempts": 1}),
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys["SessionToken"],
        )
        arn = got["AssumedRoleUser"]["Arn"]
        print(json.dumps({"arn": arn, "caller": holder.get_caller_identity()["Arn"]}))
    except ClientError as error:
        said = error.response["Error"]
        print(json.dumps({"code": said["Code"], "message": said["Message"]}))
