"""Real boto3 against the bridge: one table of calls, answered row by row as JSON lines.

usage: calls.py ENDPOINT FAMILY...   (families: see the end)
A row that stands here ran through botocore's own serializer, signer, parser, waiter or paginator. Each prints
{"title", "ok", "got"}; boto3.test.ts makes one test of each.
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
from botocore.exceptions import ClientError, ParamValidationError, WaiterError

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


# ---------------------------------------------------------------- users and groups


def users():
    row("GetCallerIdentity of root", sts.get_caller_identity, {"Account": ACCOUNT, "Arn": arn("root")})
    row(
        "CreateUser with path and tags",
        lambda: iam.create_user(
            UserName="Ann", Path="/team/", Tags=[{"Key": "Team", "Value": "a = b@c/d"}, {"Key": "é", "Value": ""}]
        ),
        {"User": {"UserName": "Ann", "Path": "/team/", "Arn": arn("user/team/Ann"), "UserId": re.compile("^AIDA")}},
    )
    refused(
        "CreateUser of a taken name, other case",
        lambda: iam.create_user(UserName="ANN"),
        "EntityAlreadyExists",
        "User with name ANN already exists.",
        409,
    )
    row("GetUser", lambda: iam.get_user(UserName="Ann"), {"User": {"Tags": lambda t: {"Key": "é", "Value": ""} in t}})
    refused(
        "GetUser of nobody",
        lambda: iam.get_user(UserName="no"),
        "NoSuchEntity",
        "The user with name no cannot be found.",
        404,
    )
    row("UpdateUser", lambda: iam.update_user(UserName="Ann", NewUserName="Anna", NewPath="/"))
    row("ListUserTags", lambda: iam.list_user_tags(UserName="Anna"), {"Tags": lambda t: len(t) == 2})
    row("TagUser", lambda: iam.tag_user(UserName="Anna", Tags=[{"Key": "team", "Value": "c"}]))
    row(
        "ListUserTags after a tag of another case",
        lambda: iam.list_user_tags(UserName="Anna"),
        {"Tags": lambda t: {"Key": "team", "Value": "c"} in t and len(t) == 2},
    )
    row("UntagUser", lambda: iam.untag_user(UserName="Anna", TagKeys=["team", "é"]))
    row("ListUserTags of none", lambda: iam.list_user_tags(UserName="Anna"), {"Tags": [], "IsTruncated": False})
    for i in range(7):
        iam.create_user(UserName=f"u{i}")
    pages = list(iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 3}))
    names = [user["UserName"] for page in pages for user in page["Users"]]
    emit("ListUsers in pages of three", len(pages) == 3 and names == sorted(names) and len(names) == 8, names)
    row("ListUsers below a path", lambda: iam.list_users(PathPrefix="/team/"), {"Users": []})
    waited = iam.get_waiter("user_exists")
    row("the waiter user_exists", lambda: waited.wait(UserName="u0", WaiterConfig={"Delay": 1, "MaxAttempts": 2}))
    try:
        waited.wait(UserName="none", WaiterConfig={"Delay": 0, "MaxAttempts": 2})
        emit("the waiter user_exists gives up", False, "it did not")
    except WaiterError as error:
        emit("the waiter user_exists gives up", "Max attempts exceeded" in str(error), error)
    row("CreateGroup", lambda: iam.create_group(GroupName="Dev"), {"Group": {"GroupId": re.compile("^AGPA")}})
    row("AddUserToGroup", lambda: iam.add_user_to_group(GroupName="Dev", UserName="u0"))
    row("GetGroup", lambda: iam.get_group(GroupName="Dev"), {"Users": lambda users: [u["UserName"] for u in users] == ["u0"]})
    row("ListGroupsForUser", lambda: iam.list_groups_for_user(UserName="u0"), {"Groups": lambda g: len(g) == 1})
    refused(
        "DeleteGroup with members",
        lambda: iam.delete_group(GroupName="Dev"),
        "DeleteConflict",
        "Cannot delete entity, must remove users from group first.",
        409,
    )
    row("RemoveUserFromGroup", lambda: iam.remove_user_from_group(GroupName="Dev", UserName="u0"))
    row("UpdateGroup", lambda: iam.update_group(GroupName="Dev", NewGroupName="Devs"))
    row("ListGroups", iam.list_groups, {"Groups": lambda g: [x["GroupName"] for x in g] == ["Devs"]})
    row("DeleteGroup", lambda: iam.delete_group(GroupName="Devs"))
    row("DeleteUser", lambda: iam.delete_user(UserName="u6"))
    refused(
        "a name with a blank",
        lambda: iam.create_user(UserName="a b"),
        "ValidationError",
        re.compile(r"^1 validation error detected: Value 'a b' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern"),
        400,
    )
    refused(
        "several broken constraints in one text",
        lambda: iam.create_user(UserName="a b", Path="x" * 600),
        "ValidationError",
        re.compile("^2 validation errors detected|^The specified value for path"),
    )


# ---------------------------------------------------------------- policies


def policies():
    iam.create_user(UserName="Pia")
    text = '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringLike": {"aws:username": "ä+%*"}} }]\n}'
    made = row(
        "CreatePolicy",
        lambda: iam.create_policy(PolicyName="P", Path="/x/", PolicyDocument=text, Description="d", Tags=[{"Key": "a", "Value": "b"}]),
        {"Policy": {"DefaultVersionId": "v1", "AttachmentCount": 0, "IsAttachable": True, "Arn": arn("policy/x/P")}},
    )
    policy = made["Policy"]["Arn"]
    row(
        "A-01 GetPolicyVersion gives the text back, decoded by botocore",
        lambda: iam.get_policy_version(PolicyArn=policy, VersionId="v1"),
        {"PolicyVersion": {"Document": json.loads(text), "IsDefaultVersion": True}},
    )
    refused(
        "CreatePolicy of no policy",
        lambda: iam.create_policy(PolicyName="Q", PolicyDocument="{}"),
        "MalformedPolicyDocument",
        None,
        400,
    )
    for i in range(4):
        row(f"CreatePolicyVersion {i + 2}", lambda: iam.create_policy_version(PolicyArn=policy, PolicyDocument=allow("s3:Get*"), SetAsDefault=i == 3))
    refused(
        "T-46 a sixth version",
        lambda: iam.create_policy_version(PolicyArn=policy, PolicyDocument=text),
        "LimitExceeded",
        re.compile("^A managed policy can have up to 5 versions"),
        409,
    )
    refused("DeletePolicyVersion of the default", lambda: iam.delete_policy_version(PolicyArn=policy, VersionId="v5"), "DeleteConflict")
    row("SetDefaultPolicyVersion", lambda: iam.set_default_policy_version(PolicyArn=policy, VersionId="v2"))
    row("DeletePolicyVersion", lambda: iam.delete_policy_version(PolicyArn=policy, VersionId="v5"))
    row("ListPolicyVersions", lambda: iam.list_policy_versions(PolicyArn=policy), {"Versions": lambda v: len(v) == 4})
    row("AttachUserPolicy", lambda: iam.attach_user_policy(UserName="Pia", PolicyArn=policy))
    row("ListAttachedUserPolicies", lambda: iam.list_attached_user_policies(UserName="Pia"), {"AttachedPolicies": [{"PolicyName": "P", "PolicyArn": policy}]})
    row("ListEntitiesForPolicy", lambda: iam.list_entities_for_policy(PolicyArn=policy), {"PolicyUsers": [{"UserName": "Pia"}], "PolicyRoles": []})
    row("GetPolicy counts", lambda: iam.get_policy(PolicyArn=policy), {"Policy": {"AttachmentCount": 1}})
    refused("DeletePolicy in use", lambda: iam.delete_policy(PolicyArn=policy), "DeleteConflict", "Cannot delete a policy attached to entities.", 409)
    row("TagPolicy", lambda: iam.tag_policy(PolicyArn=policy, Tags=[{"Key": "k", "Value": "v"}]))
    row("ListPolicyTags", lambda: iam.list_policy_tags(PolicyArn=policy), {"Tags": lambda t: len(t) == 2})
    row("UntagPolicy", lambda: iam.untag_policy(PolicyArn=policy, TagKeys=["k"]))
    row("AttachUserPolicy of AWS", lambda: iam.attach_user_policy(UserName="Pia", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess"))
    row("GetPolicy of AWS", lambda: iam.get_policy(PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"), {"Policy": {"PolicyName": "AdministratorAccess"}})
    row("ListPolicies Local", lambda: iam.list_policies(Scope="Local"), {"Policies": lambda p: [x["Arn"] for x in p] == [policy]})
    count = sum(len(page["Policies"]) for page in iam.get_paginator("list_policies").paginate(Scope="AWS", PaginationConfig={"PageSize": 500}))
    emit("ListPolicies of AWS in pages", count > 1000, count)
    refused("AttachUserPolicy of none", lambda: iam.attach_user_policy(UserName="Pia", PolicyArn=arn("policy/no")), "NoSuchEntity", re.compile("does not exist or is not attachable"))
    row("PutUserPolicy", lambda: iam.put_user_policy(UserName="Pia", PolicyName="inline", PolicyDocument=text))
    row("GetUserPolicy", lambda: iam.get_user_policy(UserName="Pia", PolicyName="inline"), {"PolicyDocument": json.loads(text)})
    row("ListUserPolicies", lambda: iam.list_user_policies(UserName="Pia"), {"PolicyNames": ["inline"]})
    row("DeleteUserPolicy", lambda: iam.delete_user_policy(UserName="Pia", PolicyName="inline"))
    refused("GetUserPolicy of none", lambda: iam.get_user_policy(UserName="Pia", PolicyName="inline"), "NoSuchEntity")
    row("PutUserPermissionsBoundary", lambda: iam.put_user_permissions_boundary(UserName="Pia", PermissionsBoundary=policy))
    row("GetUser shows the boundary", lambda: iam.get_user(UserName="Pia"), {"User": {"PermissionsBoundary": {"PermissionsBoundaryArn": policy}}})
    row("DetachUserPolicy", lambda: iam.detach_user_policy(UserName="Pia", PolicyArn=policy))
    refused("T-47 DeletePolicy that is a boundary", lambda: iam.delete_policy(PolicyArn=policy), "DeleteConflict")
    row("DeleteUserPermissionsBoundary", lambda: iam.delete_user_permissions_boundary(UserName="Pia"))
    refused("DeletePolicy with versions", lambda: iam.delete_policy(PolicyArn=policy), "DeleteConflict", re.compile("more than one version"))
    for version in ("v1", "v3", "v4"):
        iam.delete_policy_version(PolicyArn=policy, VersionId=version)
    row("DeletePolicy", lambda: iam.delete_policy(PolicyArn=policy))
    iam.create_group(GroupName="G")
    row("PutGroupPolicy", lambda: iam.put_group_policy(GroupName="G", PolicyName="g", PolicyDocument=text))
    row("GetGroupPolicy", lambda: iam.get_group_policy(GroupName="G", PolicyName="g"), {"GroupName": "G"})
    row("ListGroupPolicies", lambda: iam.list_group_policies(GroupName="G"), {"PolicyNames": ["g"]})
    row("AttachGroupPolicy", lambda: iam.attach_group_policy(GroupName="G", PolicyArn="arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"))
    row("ListAttachedGroupPolicies", lambda: iam.list_attached_group_policies(GroupName="G"), {"AttachedPolicies": lambda a: len(a) == 1})
    row("DetachGroupPolicy", lambda: iam.detach_group_policy(GroupName="G", PolicyArn="arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"))
    row("DeleteGroupPolicy", lambda: iam.delete_group_policy(GroupName="G", PolicyName="g"))


# ---------------------------------------------------------------- roles


def roles():
    ec2 = trust({"Service": "ec2.amazonaws.com"})
    row(
        "CreateRole",
        lambda: iam.create_role(RoleName="R", Path="/p/", AssumeRolePolicyDocument=ec2, Description="a &amp; <b> \"é\"", MaxSessionDuration=7200, Tags=[{"Key": "a", "Value": "b"}]),
        {"Role": {"RoleId": re.compile("^AROA"), "AssumeRolePolicyDocument": json.loads(ec2), "Arn": arn("role/p/R")}},
    )
    row("GetRole", lambda: iam.get_role(RoleName="R"), {"Role": {"MaxSessionDuration": 7200, "Description": "a &amp; <b> \"é\"", "RoleLastUsed": {}}})
    refused("G-53 a trust in nobody", lambda: iam.create_role(RoleName="S", AssumeRolePolicyDocument=trust({"AWS": arn("user/none")})), "MalformedPolicyDocument", re.compile("^Invalid principal in policy"))
    row("UpdateRole", lambda: iam.update_role(RoleName="R", MaxSessionDuration=3600))
    row("UpdateRoleDescription", lambda: iam.update_role_description(RoleName="R", Description="e"), {"Role": {"Description": "e"}})
    row("UpdateAssumeRolePolicy", lambda: iam.update_assume_role_policy(RoleName="R", PolicyDocument=ec2))
    row("PutRolePolicy", lambda: iam.put_role_policy(RoleName="R", PolicyName="p", PolicyDocument=allow("s3:*")))
    row("GetRolePolicy", lambda: iam.get_role_policy(RoleName="R", PolicyName="p"), {"PolicyDocument": {"Version": "2012-10-17"}})
    row("ListRolePolicies", lambda: iam.list_role_policies(RoleName="R"), {"PolicyNames": ["p"]})
    row("AttachRolePolicy", lambda: iam.attach_role_policy(RoleName="R", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess"))
    row("ListAttachedRolePolicies", lambda: iam.list_attached_role_policies(RoleName="R"), {"AttachedPolicies": lambda a: len(a) == 1})
    row("PutRolePermissionsBoundary", lambda: iam.put_role_permissions_boundary(RoleName="R", PermissionsBoundary="arn:aws:iam::aws:policy/PowerUserAccess"))
    row("DeleteRolePermissionsBoundary", lambda: iam.delete_role_permissions_boundary(RoleName="R"))
    row("TagRole", lambda: iam.tag_role(RoleName="R", Tags=[{"Key": "c", "Value": "d"}]))
    row("ListRoleTags", lambda: iam.list_role_tags(RoleName="R"), {"Tags": lambda t: len(t) == 2})
    row("UntagRole", lambda: iam.untag_role(RoleName="R", TagKeys=["c"]))
    row("ListRoles", lambda: iam.list_roles(PathPrefix="/p/"), {"Roles": lambda r: [x["RoleName"] for x in r] == ["R"]})
    row("CreateInstanceProfile", lambda: iam.create_instance_profile(InstanceProfileName="I"), {"InstanceProfile": {"Roles": []}})
    row("AddRoleToInstanceProfile", lambda: iam.add_role_to_instance_profile(InstanceProfileName="I", RoleName="R"))
    row("GetInstanceProfile", lambda: iam.get_instance_profile(InstanceProfileName="I"), {"InstanceProfile": {"Roles": lambda r: r[0]["RoleName"] == "R"}})
    row("ListInstanceProfilesForRole", lambda: iam.list_instance_profiles_for_role(RoleName="R"), {"InstanceProfiles": lambda p: len(p) == 1})
    row("the waiter instance_profile_exists", lambda: iam.get_waiter("instance_profile_exists").wait(InstanceProfileName="I"))
    refused("DeleteRole in a profile", lambda: iam.delete_role(RoleName="R"), "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.", 409)
    row("RemoveRoleFromInstanceProfile", lambda: iam.remove_role_from_instance_profile(InstanceProfileName="I", RoleName="R"))
    row("DeleteInstanceProfile", lambda: iam.delete_instance_profile(InstanceProfileName="I"))
    row("DetachRolePolicy", lambda: iam.detach_role_policy(RoleName="R", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess"))
    row("DeleteRolePolicy", lambda: iam.delete_role_policy(RoleName="R", PolicyName="p"))
    row("DeleteRole", lambda: iam.delete_role(RoleName="R"))
    row("CreateAccountAlias", lambda: iam.create_account_alias(AccountAlias="bridge-alias"))
    row("ListAccountAliases", iam.list_account_aliases, {"AccountAliases": ["bridge-alias"]})
    row("DeleteAccountAlias", lambda: iam.delete_account_alias(AccountAlias="bridge-alias"))
    row("GetAccountSummary", iam.get_account_summary, {"SummaryMap": {"Users": lambda n: isinstance(n, int)}})
    for name in ("d1", "d2", "d3"):
        iam.create_user(UserName=name)
    details = {}
    for page in iam.get_paginator("get_account_authorization_details").paginate(PaginationConfig={"PageSize": 2}):
        for name in ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"):
            details[name] = details.get(name, 0) + len(page[name])
    emit("GetAccountAuthorizationDetails in pages", details["UserDetailList"] == 3, details)


# ---------------------------------------------------------------- credentials


def credentials():
    iam.create_user(UserName="Cy")
    key = row("CreateAccessKey", lambda: iam.create_access_key(UserName="Cy"), {"AccessKey": {"Status": "Active", "AccessKeyId": re.compile("^AKIA")}})["AccessKey"]
    cy = Caller(key["AccessKeyId"], key["SecretAccessKey"])
    row("SigV4 of a user", cy.sts.get_caller_identity, {"Arn": arn("user/Cy")})
    refused("a wrong secret", Caller(key["AccessKeyId"], "wrong").sts.get_caller_identity, "SignatureDoesNotMatch", re.compile("^The request signature we calculated does not match"), 403)
    refused("an unknown key", Caller("AKIAUNKNOWN000000000", "x").sts.get_caller_identity, "InvalidClientTokenId", "The security token included in the request is invalid.", 403)
    refused("a long-term key with a token", Caller(key["AccessKeyId"], key["SecretAccessKey"], "t").sts.get_caller_identity, "InvalidClientTokenId")
    refused("T-01 a new user may nothing", cy.iam.list_users, "AccessDenied", f"User: {arn('user/Cy')} is not authorized to perform: iam:ListUsers on resource: {arn('user/')} because no identity-based policy allows the iam:ListUsers action", 403)
    row("ListAccessKeys", lambda: iam.list_access_keys(UserName="Cy"), {"AccessKeyMetadata": lambda k: len(k) == 1})
    row("GetAccessKeyLastUsed", lambda: iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"]), {"UserName": "Cy", "AccessKeyLastUsed": {"ServiceName": re.compile("iam|sts")}})
    second = iam.create_access_key(UserName="Cy")["AccessKey"]
    refused("a third key", lambda: iam.create_access_key(UserName="Cy"), "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2", 409)
    row("UpdateAccessKey", lambda: iam.update_access_key(UserName="Cy", AccessKeyId=second["AccessKeyId"], Status="Inactive"))
    refused("an inactive key", Caller(second["AccessKeyId"], second["SecretAccessKey"]).sts.get_caller_identity, "InvalidClientTokenId")
    row("DeleteAccessKey", lambda: iam.delete_access_key(UserName="Cy", AccessKeyId=second["AccessKeyId"]))
    row("GetAccessKeyInfo", lambda: sts.get_access_key_info(AccessKeyId=key["AccessKeyId"]), {"Account": ACCOUNT})
    row("CreateLoginProfile", lambda: iam.create_login_profile(UserName="Cy", Password="Zx9!zz-really-long", PasswordResetRequired=True), {"LoginProfile": {"PasswordResetRequired": True}})
    row("GetLoginProfile", lambda: iam.get_login_profile(UserName="Cy"), {"LoginProfile": {"UserName": "Cy"}})
    row("UpdateLoginProfile", lambda: iam.update_login_profile(UserName="Cy", PasswordResetRequired=False))
    row("DeleteLoginProfile", lambda: iam.delete_login_profile(UserName="Cy"))
    refused("GetLoginProfile of none", lambda: iam.get_login_profile(UserName="Cy"), "NoSuchEntity")
    refused("GetAccountPasswordPolicy of none", iam.get_account_password_policy, "NoSuchEntity")
    row("UpdateAccountPasswordPolicy", lambda: iam.update_account_password_policy(MinimumPasswordLength=12, RequireNumbers=True))
    row("GetAccountPasswordPolicy", iam.get_account_password_policy, {"PasswordPolicy": {"MinimumPasswordLength": 12, "RequireNumbers": True}})
    refused("a password that the policy refuses", lambda: iam.create_login_profile(UserName="Cy", Password="short"), "PasswordPolicyViolation")
    row("DeleteAccountPasswordPolicy", iam.delete_account_password_policy)
    device = row("CreateVirtualMFADevice", lambda: iam.create_virtual_mfa_device(VirtualMFADeviceName="cy"), {"VirtualMFADevice": {"QRCodePNG": lambda png: png[:4] == b"\x89PNG"}})["VirtualMFADevice"]
    serial, seed = device["SerialNumber"], device["Base32StringSeed"].decode()
    refused("EnableMFADevice with wrong codes", lambda: iam.enable_mfa_device(UserName="Cy", SerialNumber=serial, AuthenticationCode1="000000", AuthenticationCode2="000001"), "InvalidAuthenticationCode", None, 403)
    row("EnableMFADevice", lambda: iam.enable_mfa_device(UserName="Cy", SerialNumber=serial, AuthenticationCode1=totp(seed, -3), AuthenticationCode2=totp(seed, -2)))
    row("ListMFADevices", lambda: iam.list_mfa_devices(UserName="Cy"), {"MFADevices": lambda d: d[0]["SerialNumber"] == serial})
    row("ListVirtualMFADevices", lambda: iam.list_virtual_mfa_devices(AssignmentStatus="Assigned"), {"VirtualMFADevices": lambda d: len(d) == 1})
    row("ResyncMFADevice", lambda: iam.resync_mfa_device(UserName="Cy", SerialNumber=serial, AuthenticationCode1=totp(seed, -1), AuthenticationCode2=totp(seed)))
    row("DeactivateMFADevice", lambda: iam.deactivate_mfa_device(UserName="Cy", SerialNumber=serial))
    row("DeleteVirtualMFADevice", lambda: iam.delete_virtual_mfa_device(SerialNumber=serial))
    refused("DeleteUser with a key", lambda: iam.delete_user(UserName="Cy"), "DeleteConflict", re.compile("access key", re.I), 409)


# ---------------------------------------------------------------- providers, services, reports


def services():
    made = row(
        "CreateOpenIDConnectProvider",
        lambda: iam.create_open_id_connect_provider(Url="https://token.example.com", ClientIDList=["sts.amazonaws.com"], ThumbprintList=["a" * 40]),
        {"OpenIDConnectProviderArn": arn("oidc-provider/token.example.com")},
    )
    provider = made["OpenIDConnectProviderArn"]
    refused("the same provider again", lambda: iam.create_open_id_connect_provider(Url="https://token.example.com", ThumbprintList=["a" * 40]), "EntityAlreadyExists", None, 409)
    row("GetOpenIDConnectProvider", lambda: iam.get_open_id_connect_provider(OpenIDConnectProviderArn=provider), {"Url": "token.example.com", "ClientIDList": ["sts.amazonaws.com"]})
    row("AddClientIDToOpenIDConnectProvider", lambda: iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID="app"))
    row("RemoveClientIDFromOpenIDConnectProvider", lambda: iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID="app"))
    row("UpdateOpenIDConnectProviderThumbprint", lambda: iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=provider, ThumbprintList=["b" * 40]))
    row("TagOpenIDConnectProvider", lambda: iam.tag_open_id_connect_provider(OpenIDConnectProviderArn=provider, Tags=[{"Key": "a", "Value": "b"}]))
    row("ListOpenIDConnectProviderTags", lambda: iam.list_open_id_connect_provider_tags(OpenIDConnectProviderArn=provider), {"Tags": [{"Key": "a", "Value": "b"}]})
    row("ListOpenIDConnectProviders", iam.list_open_id_connect_providers, {"OpenIDConnectProviderList": [{"Arn": provider}]})

    # OIDC refusals before any signature: nothing was proved, so nobody comes in. The issuer of this provider
    # publishes no keys here, which is said where the algorithm alone does not end it.
    role = iam.create_role(RoleName="CI", AssumeRolePolicyDocument=trust({"Federated": provider}, "sts:AssumeRoleWithWebIdentity"))["Role"]["Arn"]
    part = lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
    claims = {"iss": "https://token.example.com", "aud": "sts.amazonaws.com", "sub": "a", "iat": int(time.time()), "exp": int(time.time()) + 600}
    for algorithm in ("none", "HS256", "RS256"):
        token = f"{part({'alg': algorithm})}.{part(claims)}.{part('x')}"
        refused(f"OIDC: a token that nobody signed ({algorithm})", lambda: sts.assume_role_with_web_identity(RoleArn=role, RoleSessionName="ci", WebIdentityToken=token), "IDPCommunicationError" if algorithm == "RS256" else "InvalidIdentityToken", None, 400)
    row("DeleteOpenIDConnectProvider", lambda: iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=provider))

    linked = row("CreateServiceLinkedRole", lambda: iam.create_service_linked_role(AWSServiceName="elasticbeanstalk.amazonaws.com"), {"Role": {"Path": "/aws-service-role/elasticbeanstalk.amazonaws.com/"}})["Role"]["RoleName"]
    refused("E-53 its policies are AWS's", lambda: iam.put_role_policy(RoleName=linked, PolicyName="p", PolicyDocument=allow("s3:*")), "UnmodifiableEntity", None, 400)
    task = row("DeleteServiceLinkedRole", lambda: iam.delete_service_linked_role(RoleName=linked), {"DeletionTaskId": re.compile("^task/")})["DeletionTaskId"]
    states = [iam.get_service_linked_role_deletion_status(DeletionTaskId=task)["Status"] for _ in range(3)]
    emit("GetServiceLinkedRoleDeletionStatus comes to its end", states[-1] == "SUCCEEDED", states)

    refused("GetCredentialReport before one is made", iam.get_credential_report, "ReportNotPresent", None, 410)
    states = [iam.generate_credential_report()["State"] for _ in range(3)]
    emit("GenerateCredentialReport comes to its end", states[0] == "STARTED" and states[-1] == "COMPLETE", states)
    row("GetCredentialReport", iam.get_credential_report, {"ReportFormat": "text/csv", "Content": lambda csv: csv.startswith(b"user,arn,user_creation_time") and b"<root_account>" in csv})

    iam.create_user(UserName="Sim")
    iam.put_user_policy(UserName="Sim", PolicyName="p", PolicyDocument=allow("s3:GetObject", "arn:aws:s3:::b/${aws:username}/*"))
    results = row(
        "SimulatePrincipalPolicy",
        lambda: iam.simulate_principal_policy(PolicySourceArn=arn("user/Sim"), ActionNames=["s3:GetObject", "s3:PutObject"], ResourceArns=["arn:aws:s3:::b/Sim/x"]),
        {"EvaluationResults": lambda r: [x["EvalDecision"] for x in r] == ["allowed", "implicitDeny"]},
    )
    emit("its statements have positions", results["EvaluationResults"][0]["MatchedStatements"][0]["StartPosition"]["Line"] == 1, results)
    row(
        "SimulateCustomPolicy",
        lambda: iam.simulate_custom_policy(PolicyInputList=[deny("s3:*")], ActionNames=["s3:GetObject"]),
        {"EvaluationResults": lambda r: r[0]["EvalDecision"] == "explicitDeny"},
    )
    row("GetContextKeysForCustomPolicy", lambda: iam.get_context_keys_for_custom_policy(PolicyInputList=[allow("s3:*", "arn:aws:s3:::b/${aws:username}/*")]), {"ContextKeyNames": lambda k: "aws:username" in k})
    row("GetContextKeysForPrincipalPolicy", lambda: iam.get_context_keys_for_principal_policy(PolicySourceArn=arn("user/Sim")), {"ContextKeyNames": lambda k: "aws:username" in k})
    job = row("GenerateServiceLastAccessedDetails", lambda: iam.generate_service_last_accessed_details(Arn=arn("user/Sim")))["JobId"]
    states = [iam.get_service_last_accessed_details(JobId=job)["JobStatus"] for _ in range(3)]
    emit("GetServiceLastAccessedDetails comes to its end", states[-1] == "COMPLETED", states)
    row("ListPoliciesGrantingServiceAccess", lambda: iam.list_policies_granting_service_access(Arn=arn("user/Sim"), ServiceNamespaces=["s3"]), {"PoliciesGrantingServiceAccess": lambda p: p[0]["Policies"][0]["PolicyName"] == "p"})
    secret = row("CreateServiceSpecificCredential", lambda: iam.create_service_specific_credential(UserName="Sim", ServiceName="codecommit.amazonaws.com"), {"ServiceSpecificCredential": {"ServiceUserName": re.compile("^Sim")}})["ServiceSpecificCredential"]
    row("ListServiceSpecificCredentials", lambda: iam.list_service_specific_credentials(UserName="Sim"), {"ServiceSpecificCredentials": lambda c: len(c) == 1 and "ServicePassword" not in c[0]})
    row("DeleteServiceSpecificCredential", lambda: iam.delete_service_specific_credential(UserName="Sim", ServiceSpecificCredentialId=secret["ServiceSpecificCredentialId"]))
    refused("UploadSSHPublicKey of none", lambda: iam.upload_ssh_public_key(UserName="Sim", SSHPublicKeyBody="x"), "UnrecognizedPublicKeyEncoding", None, 400)
    row("ListSSHPublicKeys", lambda: iam.list_ssh_public_keys(UserName="Sim"), {"SSHPublicKeys": []})
    refused("UploadSigningCertificate of none", lambda: iam.upload_signing_certificate(UserName="Sim", CertificateBody="x"), "MalformedCertificate", None, 400)
    row("ListSigningCertificates", lambda: iam.list_signing_certificates(UserName="Sim"), {"Certificates": []})
    row("ListServerCertificates", iam.list_server_certificates, {"ServerCertificateMetadataList": []})
    refused("CreateSAMLProvider of no metadata", lambda: iam.create_saml_provider(Name="Corp", SAMLMetadataDocument="x" * 1000), "InvalidInput", None, 400)
    row("ListSAMLProviders", iam.list_saml_providers, {"SAMLProviderList": []})
    row("SetSecurityTokenServicePreferences", lambda: iam.set_security_token_service_preferences(GlobalEndpointTokenVersion="v2Token"))
    row("GetAccountSummary tells the token version", iam.get_account_summary, {"SummaryMap": {"GlobalEndpointTokenVersion": 2}})


# ---------------------------------------------------------------- STS


def sessions():
    may_assume = allow("sts:AssumeRole", arn("role/*"))
    bob = user_with_key("Bob", may_assume)
    eve = user_with_key("Eve")
    dev = iam.create_role(RoleName="Dev", AssumeRolePolicyDocument=trust({"AWS": arn("user/Bob")}), MaxSessionDuration=7200)["Role"]["Arn"]
    iam.put_role_policy(RoleName="Dev", PolicyName="p", PolicyDocument=allow(["iam:ListUsers", "iam:ListRoles"]))
    text = f"User: {arn('user/Bob')} is not authorized to perform: sts:AssumeRole on resource: "

    refused("T-49 root assumes no role", lambda: sts.assume_role(RoleArn=dev, RoleSessionName="s1"), "AccessDenied", "Roles may not be assumed by root accounts.", 403)
    refused("trust: another user", lambda: eve.sts.assume_role(RoleArn=dev, RoleSessionName="s1"), "AccessDenied", f"User: {arn('user/Eve')} is not authorized to perform: sts:AssumeRole on resource: {dev}", 403)
    refused("trust: a role that does not exist", lambda: bob.sts.assume_role(RoleArn=dev + "x", RoleSessionName="s1"), "AccessDenied", text + dev + "x")
    answer = row(
        "AssumeRole",
        lambda: bob.sts.assume_role(RoleArn=dev, RoleSessionName="s1"),
        {"AssumedRoleUser": {"Arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/Dev/s1"}, "Credentials": {"AccessKeyId": re.compile("^ASIA")}},
    )
    held = answer["Credentials"]
    emit("no PackedPolicySize without a policy", "PackedPolicySize" not in answer, answer)
    session = Caller.of(held)
    row("the session is the session", session.sts.get_caller_identity, {"Arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/Dev/s1"})
    row("the session may what the role may", session.iam.list_users, {"IsTruncated": False})
    refused("and no more", session.iam.list_groups, "AccessDenied", re.compile("assumed-role/Dev/s1 is not authorized to perform: iam:ListGroups"))
    refused("ASIA without its token", Caller(held["AccessKeyId"], held["SecretAccessKey"]).iam.list_users, "InvalidClientTokenId")
    refused("ASIA with a wrong secret", Caller(held["AccessKeyId"], "x", held["SessionToken"]).iam.list_users, "SignatureDoesNotMatch")
    refused("GetSessionToken of a session", session.sts.get_session_token, "AccessDenied", "Cannot call GetSessionToken with session credentials")
    refused("T-34 too long", lambda: bob.sts.assume_role(RoleArn=dev, RoleSessionName="s1", DurationSeconds=43201), "ValidationError", re.compile("Member must have value less than or equal to 43200"))
    refused("over the role's maximum", lambda: bob.sts.assume_role(RoleArn=dev, RoleSessionName="s1", DurationSeconds=7201), "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")

    # Session policies
    limited = Caller.of(row("a session policy", lambda: bob.sts.assume_role(RoleArn=dev, RoleSessionName="s2", Policy=allow("iam:ListUsers")), {"PackedPolicySize": lambda n: 0 < n <= 100})["Credentials"])
    row("it lets through what both allow", limited.iam.list_users)
    refused("session policy: it limits the role", limited.iam.list_roles, "AccessDenied", re.compile("because no session policy allows the iam:ListRoles action$"))
    denied = Caller.of(bob.sts.assume_role(RoleArn=dev, RoleSessionName="s3", Policy=deny("iam:ListRoles"), PolicyArns=[{"arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}])["Credentials"])
    row("a managed session policy", denied.iam.list_users)
    refused("session policy: an explicit deny", denied.iam.list_roles, "AccessDenied", re.compile("with an explicit deny in a session policy"))
    refused("PackedPolicyTooLarge", lambda: bob.sts.assume_role(RoleArn=dev, RoleSessionName="s4", Policy=allow("s3:GetObject", "arn:aws:s3:::" + "x" * 1500)), "PackedPolicyTooLarge", re.compile("^Packed policy consumes"), 400)
    refused("MalformedPolicyDocument", lambda: bob.sts.assume_role(RoleArn=dev, RoleSessionName="s4", Policy="{}"), "MalformedPolicyDocument")

    # ExternalId
    vendor = iam.create_role(RoleName="Vendor", AssumeRolePolicyDocument=trust({"AWS": arn("root")}, Condition={"StringEquals": {"sts:ExternalId": "x-42"}}))["Role"]["Arn"]
    refused("ExternalId: none", lambda: bob.sts.assume_role(RoleArn=vendor, RoleSessionName="s1"), "AccessDenied", text + vendor)
    refused("ExternalId: a wrong one", lambda: bob.sts.assume_role(RoleArn=vendor, RoleSessionName="s1", ExternalId="x-43"), "AccessDenied", text + vendor)
    row("ExternalId: the right one", lambda: bob.sts.assume_role(RoleArn=vendor, RoleSessionName="s1", ExternalId="x-42"))
    refused("the account is trusted, the caller has no permission", lambda: eve.sts.assume_role(RoleArn=vendor, RoleSessionName="s1", ExternalId="x-42"), "AccessDenied")

    # Boundary
    iam.put_user_permissions_boundary(UserName="Bob", PermissionsBoundary="arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
    refused("boundary: the caller's does not allow sts:AssumeRole", lambda: bob.sts.assume_role(RoleArn=vendor, RoleSessionName="s1", ExternalId="x-42"), "AccessDenied", text + vendor)
    row("boundary: a trust that names the user itself needs none", lambda: bob.sts.assume_role(RoleArn=dev, RoleSessionName="s1"))
    iam.delete_user_permissions_boundary(UserName="Bob")
    iam.put_role_permissions_boundary(RoleName="Dev", PermissionsBoundary="arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
    refused("boundary: of the role, on a live session", session.iam.list_users, "AccessDenied", re.compile("because no permissions boundary allows the iam:ListUsers action$"))
    iam.delete_role_permissions_boundary(RoleName="Dev")

    # MFA
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="bob")["VirtualMFADevice"]
    serial, seed = device["SerialNumber"], device["Base32StringSeed"].decode()
    iam.enable_mfa_device(UserName="Bob", SerialNumber=serial, AuthenticationCode1=totp(seed, -3), AuthenticationCode2=totp(seed, -2))
    iam.resync_mfa_device(UserName="Bob", SerialNumber=serial, AuthenticationCode1=totp(seed, -2), AuthenticationCode2=totp(seed, -1))
    secure = iam.create_role(RoleName="Secure", AssumeRolePolicyDocument=trust({"AWS": arn("user/Bob")}, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}))["Role"]["Arn"]
    refused("MFA: none", lambda: bob.sts.assume_role(RoleArn=secure, RoleSessionName="s1"), "AccessDenied", text + secure)
    refused("MFA: a wrong code", lambda: bob.sts.assume_role(RoleArn=secure, RoleSessionName="s1", SerialNumber=serial, TokenCode="000000"), "AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ", 403)
    refused("MFA: another serial number", lambda: bob.sts.assume_role(RoleArn=secure, RoleSessionName="s1", SerialNumber=arn("mfa/x"), TokenCode="000000"), "AccessDenied", re.compile("^MultiFactorAuthentication failed, unable to validate MFA code\\.  Please verify"))
    code = totp(seed)
    row("MFA: the right code", lambda: bob.sts.assume_role(RoleArn=secure, RoleSessionName="s1", SerialNumber=serial, TokenCode=code))
    refused("T-35 MFA: the same code again", lambda: bob.sts.get_session_token(SerialNumber=serial, TokenCode=code), "AccessDenied", re.compile("invalid MFA one time pass code"))
    plain = Caller.of(row("GetSessionToken", bob.sts.get_session_token)["Credentials"])
    row("it is the user", plain.sts.get_caller_identity, {"Arn": arn("user/Bob")})
    refused("IAM takes it only with MFA", plain.iam.list_users, "InvalidClientTokenId")
    refused("STS takes it for AssumeRole only", lambda: plain.sts.get_federation_token(Name="web"), "AccessDenied")
    row("AssumeRole with it", lambda: plain.sts.assume_role(RoleArn=dev, RoleSessionName="s1"))

    # Tags, source identity, chains
    refused("tags without sts:TagSession", lambda: bob.sts.assume_role(RoleArn=dev, RoleSessionName="s1", Tags=[{"Key": "Team", "Value": "a"}]), "AccessDenied", re.compile("sts:TagSession"))
    iam.update_assume_role_policy(RoleName="Dev", PolicyDocument=trust({"AWS": arn("user/Bob")}, ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]))
    iam.create_role(RoleName="Next", AssumeRolePolicyDocument=trust({"AWS": dev}, ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]), MaxSessionDuration=43200)
    iam.put_role_policy(RoleName="Next", PolicyName="p", PolicyDocument=allow("iam:ListUsers", Condition={"StringEquals": {"aws:PrincipalTag/team": "a", "aws:SourceIdentity": "bob"}}))
    tagged = Caller.of(row("tags, transitive, and a source identity", lambda: bob.sts.assume_role(RoleArn=dev, RoleSessionName="s1", Tags=[{"Key": "Team", "Value": "a"}], TransitiveTagKeys=["Team"], SourceIdentity="bob"), {"SourceIdentity": "bob"})["Credentials"])
    refused("T-32 a chain over an hour", lambda: tagged.sts.assume_role(RoleArn=arn("role/Next"), RoleSessionName="s2", DurationSeconds=3601), "ValidationError", re.compile("1 hour session limit for roles assumed by role chaining"))
    refused("S-41 another source identity", lambda: tagged.sts.assume_role(RoleArn=arn("role/Next"), RoleSessionName="s2", SourceIdentity="eve"), "ValidationError", "The source identity is already set for this assume role session")
    chained = Caller.of(row("a chain", lambda: tagged.sts.assume_role(RoleArn=arn("role/Next"), RoleSessionName="s2"))["Credentials"])
    row("S-32 tag and source identity went along", chained.iam.list_users)

    # Federation, messages
    fed = user_with_key("Fed", allow(["sts:GetFederationToken", "sts:TagSession", "iam:*"]))
    web = Caller.of(row("GetFederationToken", lambda: fed.sts.get_federation_token(Name="web", Policy=allow("*")), {"FederatedUser": {"FederatedUserId": f"{ACCOUNT}:web"}})["Credentials"])
    row("the federated user", web.sts.get_caller_identity, {"Arn": f"arn:aws:sts::{ACCOUNT}:federated-user/web", "UserId": f"{ACCOUNT}:web"})
    refused("it may not call IAM", web.iam.list_users, "InvalidClientTokenId")
    refused("GetFederationToken needs a permission", lambda: eve.sts.get_federation_token(Name="web"), "AccessDenied", re.compile("no identity-based policy allows the sts:GetFederationToken action"))
    refused("DecodeAuthorizationMessage of none", lambda: sts.decode_authorization_message(EncodedMessage="abcd"), "InvalidAuthorizationMessageException", None, 400)
    refused("AssumeRoot without an organization", lambda: fed.sts.assume_root(TargetPrincipal="111122223333", TaskPolicyArn={"arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}), "AccessDenied")
    refused("AssumeRoleWithWebIdentity without a provider", lambda: sts.assume_role_with_web_identity(RoleArn=dev, RoleSessionName="s1", WebIdentityToken="x.y.z"), "InvalidIdentityToken", None, 400)
    refused("AssumeRoleWithSAML of nothing", lambda: sts.assume_role_with_saml(RoleArn=dev, PrincipalArn=arn("saml-provider/no"), SAMLAssertion="PHg+"), "InvalidIdentityToken", None, 400)

    # A deleted role
    for name in ("Dev",):
        iam.delete_role_policy(RoleName=name, PolicyName="p")
        iam.delete_role(RoleName=name)
    refused("E-62 the session of a deleted role", session.sts.get_caller_identity, "InvalidClientTokenId")


# ---------------------------------------------------------------- Organizations


def organization():
    refused("DescribeOrganization of none", org.describe_organization, "AWSOrganizationsNotInUseException", None, 400)
    made = row("CreateOrganization", org.create_organization, {"Organization": {"MasterAccountId": ACCOUNT, "FeatureSet": "ALL"}})["Organization"]
    refused("a second one", org.create_organization, "AlreadyInOrganizationException")
    top = row("ListRoots", org.list_roots, {"Roots": lambda r: len(r) == 1 and r[0]["PolicyTypes"] == []})["Roots"][0]["Id"]
    status = row("CreateAccount", lambda: org.create_account(Email="dev@example.com", AccountName="Dev"), {"CreateAccountStatus": {"State": "SUCCEEDED"}})["CreateAccountStatus"]
    member = status["AccountId"]
    row("DescribeCreateAccountStatus", lambda: org.describe_create_account_status(CreateAccountRequestId=status["Id"]), {"CreateAccountStatus": {"AccountId": member}})
    row("an address that is taken", lambda: org.create_account(Email="dev@example.com", AccountName="Dev"), {"CreateAccountStatus": {"State": "FAILED", "FailureReason": "EMAIL_ALREADY_EXISTS"}})
    row("ListAccounts", org.list_accounts, {"Accounts": lambda a: len(a) == 2})
    row("DescribeAccount", lambda: org.describe_account(AccountId=member), {"Account": {"Email": "dev@example.com", "Status": "ACTIVE"}})
    ou = row("CreateOrganizationalUnit", lambda: org.create_organizational_unit(ParentId=top, Name="Work"), {"OrganizationalUnit": {"Name": "Work"}})["OrganizationalUnit"]["Id"]
    refused("a unit of the same name", lambda: org.create_organizational_unit(ParentId=top, Name="Work"), "DuplicateOrganizationalUnitException")
    row("UpdateOrganizationalUnit", lambda: org.update_organizational_unit(OrganizationalUnitId=ou, Name="Works"))
    row("ListOrganizationalUnitsForParent", lambda: org.list_organizational_units_for_parent(ParentId=top), {"OrganizationalUnits": lambda u: [x["Name"] for x in u] == ["Works"]})
    row("MoveAccount", lambda: org.move_account(AccountId=member, SourceParentId=top, DestinationParentId=ou))
    refused("MoveAccount from where it is not", lambda: org.move_account(AccountId=member, SourceParentId=top, DestinationParentId=ou), "SourceParentNotFoundException")
    row("ListAccountsForParent", lambda: org.list_accounts_for_parent(ParentId=ou), {"Accounts": lambda a: [x["Id"] for x in a] == [member]})
    row("ListParents", lambda: org.list_parents(ChildId=member), {"Parents": [{"Id": ou, "Type": "ORGANIZATIONAL_UNIT"}]})
    refused("DeleteOrganizationalUnit with an account", lambda: org.delete_organizational_unit(OrganizationalUnitId=ou), "OrganizationalUnitNotEmptyException")

    # Into the member account, through the role that CreateAccount made
    admin = user_with_key("Admin", allow("*"))
    access = arn("role/OrganizationAccountAccessRole", member)
    inside = Caller.of(row("AssumeRole into the new account", lambda: admin.sts.assume_role(RoleArn=access, RoleSessionName="in"))["Credentials"])
    row("its administrator", inside.sts.get_caller_identity, {"Account": member})
    row("may everything there", lambda: inside.iam.create_user(UserName="Mia"))

    policy = row("CreatePolicy", lambda: org.create_policy(Name="NoRoles", Description="", Type="SERVICE_CONTROL_POLICY", Content=deny("iam:ListRoles")), {"Policy": {"PolicySummary": {"AwsManaged": False}}})["Policy"]["PolicySummary"]
    refused("AttachPolicy while the type is off", lambda: org.attach_policy(PolicyId=policy["Id"], TargetId=ou), "PolicyTypeNotEnabledException")
    row("EnablePolicyType", lambda: org.enable_policy_type(RootId=top, PolicyType="SERVICE_CONTROL_POLICY"), {"Root": {"PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}})
    refused("EnablePolicyType again", lambda: org.enable_policy_type(RootId=top, PolicyType="SERVICE_CONTROL_POLICY"), "PolicyTypeAlreadyEnabledException")
    row("ListPolicies", lambda: org.list_policies(Filter="SERVICE_CONTROL_POLICY"), {"Policies": lambda p: {x["Id"] for x in p} == {policy["Id"], "p-FullAWSAccess"}})
    row("AttachPolicy", lambda: org.attach_policy(PolicyId=policy["Id"], TargetId=ou))
    refused("AttachPolicy twice", lambda: org.attach_policy(PolicyId=policy["Id"], TargetId=ou), "DuplicatePolicyAttachmentException")
    row("ListPoliciesForTarget", lambda: org.list_policies_for_target(TargetId=ou, Filter="SERVICE_CONTROL_POLICY"), {"Policies": lambda p: len(p) == 2})
    row("ListTargetsForPolicy", lambda: org.list_targets_for_policy(PolicyId=policy["Id"]), {"Targets": [{"TargetId": ou, "Name": "Works", "Type": "ORGANIZATIONAL_UNIT"}]})
    refused("SCP: an explicit deny, with its ARN", inside.iam.list_roles, "AccessDenied", re.compile(f"with an explicit deny in a service control policy: {policy['Arn']}$"))
    row("SCP: what is not denied goes on", inside.iam.list_users)
    row("E-54 SCPs do not bind the management account", admin.iam.list_roles)
    row("UpdatePolicy", lambda: org.update_policy(PolicyId=policy["Id"], Content=allow("sts:*")), {"Policy": {"Content": allow("sts:*")}})
    refused("DetachPolicy of FullAWSAccess from a unit leaves the other", lambda: org.detach_policy(PolicyId="p-FullAWSAccess", TargetId=top), "ConstraintViolationException")
    row("DetachPolicy", lambda: org.detach_policy(PolicyId="p-FullAWSAccess", TargetId=ou))
    refused("T-12 SCP: a level without an allow", inside.iam.list_users, "AccessDenied", re.compile("because no service control policy allows the iam:ListUsers action$"))
    row("and what it allows", inside.sts.get_caller_identity)
    refused("DeletePolicy in use", lambda: org.delete_policy(PolicyId=policy["Id"]), "PolicyInUseException")
    row("DescribePolicy", lambda: org.describe_policy(PolicyId=policy["Id"]), {"Policy": {"Content": allow("sts:*")}})
    row("DisablePolicyType", lambda: org.disable_policy_type(RootId=top, PolicyType="SERVICE_CONTROL_POLICY"))
    row("without SCPs the member account is free again", inside.iam.list_users)
    row("DeletePolicy", lambda: org.delete_policy(PolicyId=policy["Id"]))
    refused("MalformedPolicyDocument", lambda: org.create_policy(Name="x", Description="", Type="SERVICE_CONTROL_POLICY", Content="{}"), "MalformedPolicyDocumentException")

    # RCP: nobody may assume the vendor role but from this organization
    row("EnablePolicyType of RCPs", lambda: org.enable_policy_type(RootId=top, PolicyType="RESOURCE_CONTROL_POLICY"))
    rcp = org.create_policy(
        Name="NoAssume",
        Description="",
        Type="RESOURCE_CONTROL_POLICY",
        Content=document({"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"}),
    )["Policy"]["PolicySummary"]["Id"]
    row("AttachPolicy of an RCP", lambda: org.attach_policy(PolicyId=rcp, TargetId=member))
    refused("RCP: it binds the member's role", lambda: admin.sts.assume_role(RoleArn=access, RoleSessionName="in"), "AccessDenied", f"User: {arn('user/Admin')} is not authorized to perform: sts:AssumeRole on resource: {access}")
    refused("RCPFullAWSAccess stays", lambda: org.detach_policy(PolicyId="p-RCPFullAWSAccess", TargetId=member), "ConstraintViolationException")
    row("DetachPolicy of an RCP", lambda: org.detach_policy(PolicyId=rcp, TargetId=member))

    # Authorization of the calls themselves
    refused("a member account may not list accounts", inside.org.list_accounts, "AccessDeniedException", None, 400)
    row("but describes its organization", inside.org.describe_organization, {"Organization": {"Id": made["Id"]}})
    ned = user_with_key("Ned")
    refused("who has no permission", ned.org.list_roots, "AccessDeniedException", re.compile("is not authorized to perform: organizations:ListRoots"), 400)
    refused("an unknown key, in JSON", Caller("AKIAUNKNOWN000000000", "x").org.list_roots, "UnrecognizedClientException", None, 400)
    refused("DeleteOrganization with members", org.delete_organization, "OrganizationNotEmptyException")
    try:
        org.create_policy(Name="x", Description="", Type="TAG_POLICY", Content="{}")
        emit("other policy types say that they are not simulated", False, "made")
    except ClientError as error:
        emit("other policy types say that they are not simulated", "not simulated" in str(error), error)


# ---------------------------------------------------------------- SQS, SNS, KMS, DynamoDB, Secrets Manager


def resources():
    east = lambda service, name: f"arn:aws:{service}:us-east-1:{ACCOUNT}:{name}"
    other = "999988887777"

    # SQS
    sqs = root.client("sqs")
    made = row("SQS CreateQueue", lambda: sqs.create_queue(QueueName="orders", tags={"team": "shop"}), {"QueueUrl": re.compile(f"/{ACCOUNT}/orders$")})
    url = made["QueueUrl"]
    row("SQS CreateQueue again is the same queue", lambda: sqs.create_queue(QueueName="orders"), {"QueueUrl": url})
    row("SQS GetQueueUrl", lambda: sqs.get_queue_url(QueueName="orders"), {"QueueUrl": url})
    refused("SQS GetQueueUrl of none", lambda: sqs.get_queue_url(QueueName="nothing"), "AWS.SimpleQueueService.NonExistentQueue", None, 400)
    row("SQS ListQueues", sqs.list_queues, {"QueueUrls": [url]})
    row("SQS ListQueueTags", lambda: sqs.list_queue_tags(QueueUrl=url), {"Tags": {"team": "shop"}})
    row("SQS SetQueueAttributes", lambda: sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "60"}))
    refused("SQS SetQueueAttributes out of bounds", lambda: sqs.set_queue_attributes(QueueUrl=url, Attributes={"DelaySeconds": "901"}), "InvalidAttributeValue")
    row("SQS GetQueueAttributes", lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]), {"Attributes": {"VisibilityTimeout": "60", "QueueArn": east("sqs", "orders")}})
    row("SQS AddPermission", lambda: sqs.add_permission(QueueUrl=url, Label="partner", AWSAccountIds=[other], Actions=["SendMessage"]))
    row("SQS the policy that it wrote", lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"]), {"Attributes": {"Policy": lambda p: json.loads(p)["Statement"][0]["Sid"] == "partner"}})
    row("SQS RemovePermission", lambda: sqs.remove_permission(QueueUrl=url, Label="partner"))

    # SNS
    sns = root.client("sns")
    topic = row("SNS CreateTopic", lambda: sns.create_topic(Name="news", Tags=[{"Key": "team", "Value": "shop"}]), {"TopicArn": east("sns", "news")})["TopicArn"]
    row("SNS ListTopics", sns.list_topics, {"Topics": [{"TopicArn": topic}]})
    row("SNS GetTopicAttributes", lambda: sns.get_topic_attributes(TopicArn=topic), {"Attributes": {"TopicArn": topic, "Owner": ACCOUNT}})
    row("SNS SetTopicAttributes", lambda: sns.set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue="News"))
    row("SNS ListTagsForResource", lambda: sns.list_tags_for_resource(ResourceArn=topic), {"Tags": [{"Key": "team", "Value": "shop"}]})
    refused("SNS GetTopicAttributes of none", lambda: sns.get_topic_attributes(TopicArn=topic + "x"), "NotFound", None, 404)

    # KMS
    kms = root.client("kms")
    key = row("KMS CreateKey", lambda: kms.create_key(Description="payroll"), {"KeyMetadata": {"KeyState": "Enabled", "AWSAccountId": ACCOUNT}})["KeyMetadata"]
    row("KMS DescribeKey", lambda: kms.describe_key(KeyId=key["KeyId"]), {"KeyMetadata": {"Arn": key["Arn"], "Description": "payroll"}})
    row("KMS GetKeyPolicy", lambda: kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default"), {"Policy": re.compile("kms:\\*")})
    row("KMS ListKeys", kms.list_keys, {"Keys": [{"KeyId": key["KeyId"]}]})
    row("KMS TagResource", lambda: kms.tag_resource(KeyId=key["KeyId"], Tags=[{"TagKey": "a", "TagValue": "b"}]))
    row("KMS ListResourceTags", lambda: kms.list_resource_tags(KeyId=key["KeyId"]), {"Tags": [{"TagKey": "a", "TagValue": "b"}]})
    refused("KMS PutKeyPolicy that does not parse", lambda: kms.put_key_policy(KeyId=key["KeyId"], PolicyName="default", Policy="{"), "MalformedPolicyDocumentException", None, 400)
    refused("KMS DescribeKey of none", lambda: kms.describe_key(KeyId="00000000-0000-0000-0000-000000000000"), "NotFoundException", None, 400)
    # A key policy that does not name the account: identity policies count for nothing (E-52)
    keeper = user_with_key("Keeper", allow("kms:*"))
    row("KMS through the account in the key policy", lambda: keeper.client("kms").describe_key(KeyId=key["KeyId"]))
    only = document({"Effect": "Allow", "Principal": {"AWS": arn("root")}, "Action": "kms:PutKeyPolicy", "Resource": "*"})
    row("KMS PutKeyPolicy", lambda: kms.put_key_policy(KeyId=key["KeyId"], PolicyName="default", Policy=only))
    refused("E-52 KMS: the key policy alone decides", lambda: keeper.client("kms").describe_key(KeyId=key["KeyId"]), "AccessDeniedException", re.compile("kms:DescribeKey"), 400)

    # DynamoDB
    dynamodb = root.client("dynamodb")
    table = dict(
        TableName="users",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    row("DynamoDB CreateTable", lambda: dynamodb.create_table(**table), {"TableDescription": {"TableArn": east("dynamodb", "table/users")}})
    refused("DynamoDB CreateTable twice", lambda: dynamodb.create_table(**table), "ResourceInUseException", None, 400)
    row("DynamoDB DescribeTable", lambda: dynamodb.describe_table(TableName="users"), {"Table": {"TableName": "users"}})
    row("DynamoDB ListTables", dynamodb.list_tables, {"TableNames": ["users"]})
    row("DynamoDB TagResource", lambda: dynamodb.tag_resource(ResourceArn=east("dynamodb", "table/users"), Tags=[{"Key": "a", "Value": "b"}]))
    row("DynamoDB ListTagsOfResource", lambda: dynamodb.list_tags_of_resource(ResourceArn=east("dynamodb", "table/users")), {"Tags": [{"Key": "a", "Value": "b"}]})
    row("DynamoDB PutResourcePolicy", lambda: dynamodb.put_resource_policy(ResourceArn=east("dynamodb", "table/users"), Policy=document({"Effect": "Allow", "Principal": {"AWS": other}, "Action": "dynamodb:GetItem", "Resource": "*"})))
    row("DynamoDB GetResourcePolicy", lambda: dynamodb.get_resource_policy(ResourceArn=east("dynamodb", "table/users")), {"Policy": re.compile("GetItem")})
    ned = user_with_key("NedOfTables")
    refused("DynamoDB who has no permission", lambda: ned.client("dynamodb").describe_table(TableName="users"), "AccessDeniedException", re.compile(f"User: {arn('user/NedOfTables')} is not authorized to perform: dynamodb:DescribeTable on resource: {east('dynamodb', 'table/users')} because no identity-based policy allows the dynamodb:DescribeTable action"), 400)

    # Secrets Manager
    secrets = root.client("secretsmanager")
    secret = row("Secrets CreateSecret", lambda: secrets.create_secret(Name="db/password", SecretString="hunter2"), {"Name": "db/password", "ARN": re.compile("secret:db/password-[A-Za-z0-9]{6}$")})["ARN"]
    refused("Secrets CreateSecret twice", lambda: secrets.create_secret(Name="db/password", SecretString="x"), "ResourceExistsException", None, 400)
    row("Secrets DescribeSecret", lambda: secrets.describe_secret(SecretId="db/password"), {"ARN": secret})
    row("Secrets ListSecrets", secrets.list_secrets, {"SecretList": lambda s: [x["Name"] for x in s] == ["db/password"]})
    row("Secrets PutResourcePolicy", lambda: secrets.put_resource_policy(SecretId=secret, ResourcePolicy=document({"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:DeleteSecret", "Resource": "*"})))
    row("Secrets GetResourcePolicy", lambda: secrets.get_resource_policy(SecretId=secret), {"ResourcePolicy": re.compile("DeleteSecret")})
    refused("Secrets an explicit deny in a resource-based policy", lambda: user_with_key("Sweeper", allow("secretsmanager:*")).client("secretsmanager").delete_secret(SecretId=secret), "AccessDeniedException", re.compile("with an explicit deny in a resource-based policy"), 400)
    row("Secrets DeleteResourcePolicy", lambda: secrets.delete_resource_policy(SecretId=secret))
    row("Secrets DeleteSecret", lambda: secrets.delete_secret(SecretId=secret, ForceDeleteWithoutRecovery=True), {"Name": "db/password"})

    # gone again
    row("SQS DeleteQueue", lambda: sqs.delete_queue(QueueUrl=url))
    row("SNS DeleteTopic", lambda: sns.delete_topic(TopicArn=topic))
    row("DynamoDB DeleteTable", lambda: dynamodb.delete_table(TableName="users"))


FAMILIES = {f.__name__: f for f in (users, policies, roles, credentials, services, sessions, organization, resources)}

for name in sys.argv[2:] or FAMILIES:
    try:
        FAMILIES[name]()
    except Exception as error:  # what stops a family is a failed row, never silence
        emit(f"{name} runs to its end", False, repr(error))
