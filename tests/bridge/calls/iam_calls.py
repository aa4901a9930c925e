"""IAM and STS: each kind of call at least once, in the order in which people make them."""

import base64
import json
import re
import time

from botocore.exceptions import WaiterError

from rows import ACCOUNT, Caller, allow, arn, deny, emit, iam, refused, root, row, run, sts, totp, trust, user_with_key

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
        re.compile(r"^1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern"),
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


run(users, policies, roles, credentials, services, sessions)
