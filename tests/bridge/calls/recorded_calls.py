"""Answers of IAM and STS as recordings of AWS show them: texts, codes, and members that are there or not."""

import json
import re

from rows import allow, arn, deny, iam, refused, row, run, trust, user_with_key

EC2 = trust({"Service": "ec2.amazonaws.com"})
NO_ARN = "AdministratorAccess-of-aws"
INVALID_ARN = "Invalid ARN:  Could not be parsed!"


def broken(member, constraint, value=""):
    """The whole text: nothing but the place and the constraint, in STS with the value before the place."""
    return f"1 validation error detected: Value {value}at '{member}' failed to satisfy constraint: {constraint}"


def without(*names):
    return lambda got: not set(names) & set(got)


def validation():
    pattern = "Member must satisfy regular expression pattern: "
    refused("W-01 CreateRole: a pattern", lambda: iam.create_role(RoleName="a b", AssumeRolePolicyDocument=EC2), "ValidationError", broken("roleName", pattern + r"[\w+=,.@-]+"), 400)
    refused("W-01 CreateGroup: a length", lambda: iam.create_group(GroupName="g" * 129), "ValidationError", broken("groupName", "Member must have length less than or equal to 128"), 400)
    refused("W-01 CreateRole: a range", lambda: iam.create_role(RoleName="R", AssumeRolePolicyDocument=EC2, MaxSessionDuration=50000), "ValidationError", broken("maxSessionDuration", "Member must have value less than or equal to 43200"), 400)
    refused("W-01 ListPolicies: an enum without its values", lambda: iam.list_policies(Scope="Mine"), "ValidationError", broken("scope", "Member must satisfy enum value set"), 400)
    refused("W-01 UpdateAccessKey: an enum", lambda: iam.update_access_key(AccessKeyId="AKIAAAAAAAAAAAAAAAAA", Status="On"), "ValidationError", broken("status", "Member must satisfy enum value set"), 400)
    refused("W-01 UntagUser: a text in a list", lambda: iam.untag_user(UserName="a", TagKeys=["k", "x" * 129]), "ValidationError", re.compile(r"Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: \[Member must have length less than or equal to 128, .*Member must not be null\]$"), 400)
    refused("W-01 two constraints in one text", lambda: iam.update_account_password_policy(MinimumPasswordLength=200, PasswordReusePrevention=30), "ValidationError", re.compile("^2 validation errors detected: Value at 'minimumPasswordLength' .*; Value at 'passwordReusePrevention' failed"), 400)
    ann = user_with_key("Ann", allow("sts:*"))
    refused("W-01 GetSessionToken shows the value", lambda: ann.sts.get_session_token(DurationSeconds=900000), "ValidationError", broken("durationSeconds", "Member must have value less than or equal to 129600", "'900000' "), 400)
    refused("W-01 AssumeRole shows the value", lambda: ann.sts.assume_role(RoleArn=arn("role/R"), RoleSessionName="a b"), "ValidationError", broken("roleSessionName", pattern + r"[\w+=,.@-]*", "'a b' "), 400)


def attachments():
    iam.create_user(UserName="Ann")
    iam.create_group(GroupName="Dev")
    iam.create_role(RoleName="R", AssumeRolePolicyDocument=EC2)
    for kind, name in (("user", "Ann"), ("group", "Dev"), ("role", "R")):
        of = {f"{kind.capitalize()}Name": name, "PolicyArn": NO_ARN}
        for step in ("attach", "detach"):
            refused(f"W-03 {step} no ARN to a {kind}", lambda: getattr(iam, f"{step}_{kind}_policy")(**of), "ValidationError", INVALID_ARN, 400)
    refused("W-03 GetPolicy of no ARN", lambda: iam.get_policy(PolicyArn=NO_ARN), "ValidationError", INVALID_ARN, 400)
    refused("W-03 an ARN of another kind", lambda: iam.attach_user_policy(UserName="Ann", PolicyArn="arn:aws:s3:::corp-data"), "NoSuchEntity", re.compile("does not exist or is not attachable"), 404)


def roles():
    row("W-04 CreateRole lacks what cannot be new", lambda: iam.create_role(RoleName="R", AssumeRolePolicyDocument=EC2, MaxSessionDuration=7200)["Role"], without("MaxSessionDuration", "RoleLastUsed"))
    row("W-04 GetRole has it", lambda: iam.get_role(RoleName="R"), {"Role": {"MaxSessionDuration": 7200, "RoleLastUsed": {}}})
    iam.create_instance_profile(InstanceProfileName="P")
    iam.add_role_to_instance_profile(InstanceProfileName="P", RoleName="R")
    row("W-04 a role in GetInstanceProfile", lambda: iam.get_instance_profile(InstanceProfileName="P")["InstanceProfile"]["Roles"][0], without("MaxSessionDuration"))
    row("W-04 a role in ListInstanceProfiles", lambda: iam.list_instance_profiles()["InstanceProfiles"][0]["Roles"][0], without("MaxSessionDuration"))
    row("W-04 a role in ListInstanceProfilesForRole", lambda: iam.list_instance_profiles_for_role(RoleName="R")["InstanceProfiles"][0]["Roles"][0], without("MaxSessionDuration"))
    row("W-08 GetInstanceProfile says that there are no tags", lambda: iam.get_instance_profile(InstanceProfileName="P"), {"InstanceProfile": {"Tags": []}})
    row("W-08 ListInstanceProfileTags", lambda: iam.list_instance_profile_tags(InstanceProfileName="P"), {"Tags": [], "IsTruncated": False})
    made = row("W-08 CreatePolicy has no description", lambda: iam.create_policy(PolicyName="M", PolicyDocument=allow("s3:*"), Description="d")["Policy"], without("Description", "Tags"))
    row("W-08 GetPolicy has it, and empty tags", lambda: iam.get_policy(PolicyArn=made["Arn"]), {"Policy": {"Description": "d", "Tags": []}})
    row("W-08 GetPolicy of AWS", lambda: iam.get_policy(PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess"), {"Policy": {"Tags": []}})
    row("W-08 ListPolicyTags", lambda: iam.list_policy_tags(PolicyArn=made["Arn"]), {"Tags": []})


def simulator():
    simulate = lambda policy, **more: iam.simulate_custom_policy(PolicyInputList=[policy], ActionNames=["s3:GetObject"], **more)["EvaluationResults"][0]
    start = len('{"Version": "2012-10-17", "Statement": [') + 1
    iam_policy = {"SourcePolicyId": "PolicyInputList.1", "SourcePolicyType": "IAM Policy", "StartPosition": {"Line": 1, "Column": start}}
    row("W-05 without a resource there are no details", lambda: simulate(allow("s3:*")), lambda got: "EvalDecisionDetails" not in got and got["MatchedStatements"][0]["SourcePolicyType"] == "IAM Policy")
    named = row("W-05 with one they are empty", lambda: simulate(allow("s3:*"), ResourceArns=["arn:aws:s3:::data/x"]), {"EvalDecisionDetails": {}, "EvalDecision": "allowed"})
    row("W-05 the statement begins just after the bracket", lambda: named, {"MatchedStatements": lambda found: all(found[0][k] == v for k, v in iam_policy.items())})
    lone = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}'
    row("W-05 a lone statement begins inside its brace", lambda: simulate(lone)["MatchedStatements"][0], {"StartPosition": {"Line": 1, "Column": 38}, "EndPosition": {"Line": 1, "Column": len(lone)}})
    row("W-05 a boundary", lambda: simulate(allow("s3:*"), PermissionsBoundaryPolicyInputList=[deny("s3:*")]), {"EvalDecision": "explicitDeny", "MatchedStatements": lambda found: found[0]["SourcePolicyType"] == "Permissions Boundary Policy"})
    asking = allow("s3:*", Condition={"Bool": {"aws:SecureTransport": "true"}})
    row("W-05 missing keys without a resource", lambda: simulate(asking), {"MissingContextValues": ["aws:SecureTransport"]})
    row("W-05 missing keys of a resource", lambda: simulate(asking, ResourceArns=["arn:aws:s3:::data/x"]), {"MissingContextValues": [], "ResourceSpecificResults": lambda found: found[0]["MissingContextValues"] == ["aws:SecureTransport"]})
    for call in ("simulate_principal_policy", "get_context_keys_for_principal_policy"):
        more = {"ActionNames": ["s3:GetObject"]} if call.startswith("simulate") else {}
        refused(f"W-05 {call} of nobody", lambda: getattr(iam, call)(PolicySourceArn=arn("user/none"), **more), "NoSuchEntity", "Unable to retrieve specified IAM entity.", 404)


def sessions():
    ann = user_with_key("Ann", allow("sts:*"))
    role = iam.create_role(RoleName="R", AssumeRolePolicyDocument=trust({"AWS": arn("user/Ann")}, ["sts:AssumeRole", "sts:TagSession"]))["Role"]["Arn"]
    refused("W-06 a transitive key without its tag", lambda: ann.sts.assume_role(RoleArn=role, RoleSessionName="web", Tags=[{"Key": "a", "Value": "b"}], TransitiveTagKeys=["team"]), "InvalidParameterValue", "The specified transitive tag key must be included in the requested tags.", 400)
    row("W-06 a transitive key in another case", lambda: ann.sts.assume_role(RoleArn=role, RoleSessionName="web", Tags=[{"Key": "Team", "Value": "b"}], TransitiveTagKeys=["team"]))
    row("W-06 AssumeRole without policy and tags has no packed size", lambda: ann.sts.assume_role(RoleArn=role, RoleSessionName="web"), without("PackedPolicySize"))
    row("W-06 GetFederationToken has one of zero", lambda: ann.sts.get_federation_token(Name="web"), {"PackedPolicySize": 0})


def credentials():
    iam.create_user(UserName="Cy")
    refused("W-07 a service without such credentials", lambda: iam.create_service_specific_credential(UserName="Cy", ServiceName="s3.amazonaws.com"), "NoSuchEntity", "No such service s3.amazonaws.com is supported for Service Specific Credentials", 404)
    made = iam.create_service_specific_credential(UserName="Cy", ServiceName="codecommit.amazonaws.com")["ServiceSpecificCredential"]
    refused("W-07 DeleteUser with such credentials", lambda: iam.delete_user(UserName="Cy"), "DeleteConflict", "Cannot delete entity, must remove referenced objects first.", 409)
    credential = {"UserName": "Cy", "ServiceSpecificCredentialId": made["ServiceSpecificCredentialId"]}
    row("W-07 DeleteServiceSpecificCredential", lambda: iam.delete_service_specific_credential(**credential))
    refused("W-07 a credential that is gone", lambda: iam.reset_service_specific_credential(**credential), "NoSuchEntity", f"No such credential {made['ServiceSpecificCredentialId']} exists", 404)
    refused("W-09 DeleteLoginProfile of none", lambda: iam.delete_login_profile(UserName="Cy"), "NoSuchEntity", "Cannot find Login Profile for User Cy", 404)
    refused("W-09 GetLoginProfile of none", lambda: iam.get_login_profile(UserName="Cy"), "NoSuchEntity", "Login Profile for User Cy cannot be found.", 404)
    saml = arn("saml-provider/none")
    for call in ("get_saml_provider", "delete_saml_provider", "list_saml_provider_tags"):
        refused(f"W-09 {call} of none", lambda: getattr(iam, call)(SAMLProviderArn=saml), "NoSuchEntity", f"Manifest not found for arn {saml}", 404)


def documents():
    iam.create_user(UserName="Ann")
    legacy = "The policy failed legacy parsing"
    malformed = "MalformedPolicyDocument"
    put = lambda text: iam.put_user_policy(UserName="Ann", PolicyName="p", PolicyDocument=text)
    create = lambda text: iam.create_role(RoleName="R", AssumeRolePolicyDocument=text)
    refused("W-10 PutUserPolicy after a space", lambda: put(" " + allow("s3:*")), malformed, legacy, 400)
    refused("W-10 PutUserPolicy after a line end", lambda: put("\n" + allow("s3:*")), malformed, legacy, 400)
    refused("W-10 CreateRole: no JSON after a space", lambda: create(" no JSON"), malformed, "This policy contains invalid Json", 400)
    refused("W-10 CreatePolicy after a line end", lambda: iam.create_policy(PolicyName="M", PolicyDocument="\n" + allow("s3:*")), malformed, legacy, 400)
    for date in ("2016-12-13t2:00:00.593194+23", "-292275054-05-16T16:47:04.192Z", "01T"):
        row(f"W-11 the date {date}", lambda: put(allow("s3:*", Condition={"DateLessThan": {"aws:CurrentTime": date}})))
    refused("W-11 the date 2016-13-01", lambda: put(allow("s3:*", Condition={"DateLessThan": {"aws:CurrentTime": "2016-13-01"}})), malformed, legacy, 400)
    with_id = json.dumps({"Id": "mine", **json.loads(allow("s3:*"))})
    row("W-11 an Id in an inline policy", lambda: put(with_id))
    row("W-11 an Id in a managed policy", lambda: iam.create_policy(PolicyName="M", PolicyDocument=with_id))
    refused("W-12 a bare star in a trust policy", lambda: create(trust("*")), malformed, 'AssumeRolepolicy contained an invalid principal: "STAR":"*".', 400)
    row("W-12 a star in braces", lambda: create(trust({"AWS": "*"})))
    refused("W-12 a bare star in UpdateAssumeRolePolicy", lambda: iam.update_assume_role_policy(RoleName="R", PolicyDocument=trust("*")), malformed, 'AssumeRolepolicy contained an invalid principal: "STAR":"*".', 400)


def linked_roles():
    for service, role, policy in (
        ("mrk.kms", "KeyManagementServiceMultiRegionKeys", "AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy"),
        ("ecs.application-autoscaling", None, None),
        ("pullthroughcache.ecr", "ECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy"),
        ("acm", "CertificateManager", "CertificateManagerServiceRolePolicy"),
    ):
        principal = f"{service}.amazonaws.com"
        create = lambda: iam.create_service_linked_role(AWSServiceName=principal)
        if role is None:
            refused(f"W-02 {principal} is not known", create, "InvalidInput", re.compile("is not a valid AWS service name"), 400)
            continue
        name = f"AWSServiceRoleFor{role}"
        path = f"/aws-service-role/{principal}/"
        row(f"W-02 the role of {principal}", create, {"Role": {"RoleName": name, "Path": path, "AssumeRolePolicyDocument": json.loads(trust({"Service": principal}))}})
        row(f"W-02 the policy of {principal}", lambda: iam.list_attached_role_policies(RoleName=name), {"AttachedPolicies": [{"PolicyName": policy, "PolicyArn": f"arn:aws:iam::aws:policy/aws-service-role/{policy}"}]})
    refused("W-02 a suffix where none is allowed", lambda: iam.create_service_linked_role(AWSServiceName="ecs.amazonaws.com", CustomSuffix="x"), "InvalidInput", "Custom suffix is not allowed for ecs.amazonaws.com", 400)
    row("W-02 a suffix", lambda: iam.create_service_linked_role(AWSServiceName="connect.amazonaws.com", CustomSuffix="blue"), {"Role": {"RoleName": "AWSServiceRoleForAmazonConnect_blue"}})
    linked = "AWSServiceRoleForCertificateManager"
    refused("W-02 the same role again", lambda: iam.create_service_linked_role(AWSServiceName="acm.amazonaws.com"), "InvalidInput", f"Service role name {linked} has been taken in this account, please try a different suffix.", 400)
    row("N-31 UpdateRole of its description", lambda: iam.update_role(RoleName=linked, Description="ours"))
    row("N-31 TagRole", lambda: iam.tag_role(RoleName=linked, Tags=[{"Key": "a", "Value": "b"}]))
    row("N-31 UntagRole", lambda: iam.untag_role(RoleName=linked, TagKeys=["a"]))
    protected = f"Cannot perform the operation on the protected role '{linked}' - this role is only modifiable by AWS"
    policy = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    for title, call in (
        ("UpdateRole of its duration", lambda: iam.update_role(RoleName=linked, MaxSessionDuration=7200)),
        ("UpdateAssumeRolePolicy", lambda: iam.update_assume_role_policy(RoleName=linked, PolicyDocument=EC2)),
        ("PutRolePolicy", lambda: iam.put_role_policy(RoleName=linked, PolicyName="p", PolicyDocument=allow("s3:*"))),
        ("AttachRolePolicy", lambda: iam.attach_role_policy(RoleName=linked, PolicyArn=policy)),
        ("PutRolePermissionsBoundary", lambda: iam.put_role_permissions_boundary(RoleName=linked, PermissionsBoundary=policy)),
        ("DeleteRole", lambda: iam.delete_role(RoleName=linked)),
    ):
        refused(f"E-53 {title} of a service-linked role", call, "UnmodifiableEntity", protected, 400)
    refused("N-27 its policy on another role", lambda: (iam.create_role(RoleName="Mine", AssumeRolePolicyDocument=EC2), iam.attach_role_policy(RoleName="Mine", PolicyArn="arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy")), "PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.", 400)


run(validation, attachments, roles, simulator, sessions, credentials, documents, linked_roles)
