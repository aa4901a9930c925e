"""AWS Organizations: the organization, its policies, and what they do to a member account."""

import json
import re

from botocore.exceptions import ClientError

from rows import ACCOUNT, Caller, allow, arn, deny, document, emit, iam, org, refused, row, run, sts, user_with_key


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
    refused("RCPFullAWSAccess stays", lambda: org.detach_policy(PolicyId="p-RCPFullAWSAccess", TargetId=member), "InvalidInputException")
    row("DetachPolicy of an RCP", lambda: org.detach_policy(PolicyId=rcp, TargetId=member))

    # Authorization of the calls themselves
    refused("a member account may not list accounts", inside.org.list_accounts, "AccessDeniedException", None, 400)
    row("but describes its organization", inside.org.describe_organization, {"Organization": {"Id": made["Id"]}})
    ned = user_with_key("Ned")
    refused("who has no permission", ned.org.list_roots, "AccessDeniedException", re.compile("is not authorized to perform: organizations:ListRoots"), 400)
    refused("an unknown key, in JSON", Caller("AKIAUNKNOWN000000000", "x").org.list_roots, "UnrecognizedClientException", None, 400)
    refused("DeleteOrganization with members", org.delete_organization, "OrganizationNotEmptyException")


def reason(title, call, code, why):
    """The call fails with that exception, whose member `Reason` says why."""
    try:
        emit(title, False, call())
    except ClientError as error:
        emit(title, error.response["Error"]["Code"] == code and error.response.get("Reason") == why, error.response)


def delegation():
    """Tags, trusted services, delegated administrators, the resource policy and policies that decide nothing."""
    org.create_organization()
    top = org.list_roots()["Roots"][0]["Id"]
    status = org.create_account(Email="dev@example.com", AccountName="Dev", Tags=[{"Key": "team", "Value": "red"}])["CreateAccountStatus"]
    member = status["AccountId"]
    admin = user_with_key("Admin", allow("*"))
    access = arn("role/OrganizationAccountAccessRole", member)
    inside = Caller.of(admin.sts.assume_role(RoleArn=access, RoleSessionName="in")["Credentials"])

    row("ListCreateAccountStatus", org.list_create_account_status, {"CreateAccountStatuses": [{"Id": status["Id"], "State": "SUCCEEDED"}]})
    row("ListChildren", lambda: org.list_children(ParentId=top, ChildType="ACCOUNT"), {"Children": lambda c: len(c) == 2})
    row("ListTagsForResource", lambda: org.list_tags_for_resource(ResourceId=member), {"Tags": [{"Key": "team", "Value": "red"}]})
    row("TagResource", lambda: org.tag_resource(ResourceId=top, Tags=[{"Key": "a", "Value": "b"}]))
    row("UntagResource", lambda: org.untag_resource(ResourceId=member, TagKeys=["team"]))
    row("and the tag is gone", lambda: org.list_tags_for_resource(ResourceId=member), {"Tags": []})
    reason("a tag of AWS", lambda: org.tag_resource(ResourceId=top, Tags=[{"Key": "aws:x", "Value": ""}]), "InvalidInputException", "INVALID_SYSTEM_TAGS_PARAMETER")
    refused("W-13 a bad id", lambda: org.describe_policy(PolicyId="nothing"), "InvalidInputException", "You provided a value that does not match the required pattern.", 400)
    reason("W-13 a bad id, with its reason", lambda: org.describe_policy(PolicyId="nothing"), "InvalidInputException", "INVALID_PATTERN")
    reason("CreateGovCloudAccount", lambda: org.create_gov_cloud_account(Email="g@example.com", AccountName="Gov"), "ConstraintViolationException", "MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED")

    # Trusted services and their administrators
    analyzer = "access-analyzer.amazonaws.com"
    reason("RegisterDelegatedAdministrator before the service is trusted", lambda: org.register_delegated_administrator(AccountId=member, ServicePrincipal=analyzer), "ConstraintViolationException", "SERVICE_ACCESS_NOT_ENABLED")
    row("EnableAWSServiceAccess", lambda: org.enable_aws_service_access(ServicePrincipal=analyzer))
    row("ListAWSServiceAccessForOrganization", org.list_aws_service_access_for_organization, {"EnabledServicePrincipals": [{"ServicePrincipal": analyzer}]})
    refused("a member without delegation", inside.org.list_accounts, "AccessDeniedException", "You don't have permissions to access this resource.", 400)
    row("RegisterDelegatedAdministrator", lambda: org.register_delegated_administrator(AccountId=member, ServicePrincipal=analyzer))
    refused("RegisterDelegatedAdministrator twice", lambda: org.register_delegated_administrator(AccountId=member, ServicePrincipal=analyzer), "AccountAlreadyRegisteredException")
    row("a delegated administrator lists accounts", inside.org.list_accounts, {"Accounts": lambda a: len(a) == 2})
    row("ListDelegatedAdministrators", org.list_delegated_administrators, {"DelegatedAdministrators": [{"Id": member}]})
    row("ListDelegatedServicesForAccount", lambda: org.list_delegated_services_for_account(AccountId=member), {"DelegatedServices": [{"ServicePrincipal": analyzer}]})
    reason("RemoveAccountFromOrganization of a delegated administrator", lambda: org.remove_account_from_organization(AccountId=member), "ConstraintViolationException", "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG")
    row("DeregisterDelegatedAdministrator", lambda: org.deregister_delegated_administrator(AccountId=member, ServicePrincipal=analyzer))
    row("DisableAWSServiceAccess", lambda: org.disable_aws_service_access(ServicePrincipal=analyzer))
    reason("RemoveAccountFromOrganization of a new account", lambda: org.remove_account_from_organization(AccountId=member), "ConstraintViolationException", "WAIT_PERIOD_ACTIVE")
    reason("LeaveOrganization of a new account", inside.org.leave_organization, "ConstraintViolationException", "WAIT_PERIOD_ACTIVE")
    refused("LeaveOrganization of the management account", org.leave_organization, "MasterCannotLeaveOrganizationException")

    # The resource policy, and a tag policy that a member makes by it
    refused("DescribeResourcePolicy of none", org.describe_resource_policy, "ResourcePolicyNotFoundException")
    actions = ["organizations:CreatePolicy", "organizations:AttachPolicy", "organizations:DescribePolicy"]
    delegated = document({"Effect": "Allow", "Principal": {"AWS": member}, "Action": actions, "Resource": "*"})
    row("PutResourcePolicy", lambda: org.put_resource_policy(Content=delegated), {"ResourcePolicy": {"ResourcePolicySummary": {"Id": re.compile("^rp-")}}})
    row("DescribeResourcePolicy", org.describe_resource_policy, {"ResourcePolicy": {"Content": delegated}})
    content = json.dumps({"tags": {"team": {"tag_key": {"@@assign": "Team"}}}})
    policy = row("Y-12 a member creates a tag policy", lambda: inside.org.create_policy(Name="Tags", Description="", Type="TAG_POLICY", Content=content), {"Policy": {"PolicySummary": {"Type": "TAG_POLICY"}}})["Policy"]["PolicySummary"]["Id"]
    row("EnablePolicyType of tag policies", lambda: org.enable_policy_type(RootId=top, PolicyType="TAG_POLICY"))
    row("Y-12 and attaches it", lambda: inside.org.attach_policy(PolicyId=policy, TargetId=top))
    row("Y-12 DescribeEffectivePolicy", lambda: inside.org.describe_effective_policy(PolicyType="TAG_POLICY"), {"EffectivePolicy": {"PolicyContent": json.dumps({"tags": {"team": {"tag_key": "Team"}}}, separators=(",", ":"))}})
    refused("a member lists no policies", lambda: inside.org.list_policies(Filter="TAG_POLICY"), "AccessDeniedException")
    row("DeleteResourcePolicy", org.delete_resource_policy)
    refused("and the member may no more", lambda: inside.org.describe_policy(PolicyId=policy), "AccessDeniedException")

    # Handshakes
    sent = row("InviteAccountToOrganization", lambda: org.invite_account_to_organization(Target={"Type": "ACCOUNT", "Id": "444455556666"}, Notes="Join"), {"Handshake": {"State": "OPEN", "Action": "INVITE"}})["Handshake"]["Id"]
    refused("the same invitation", lambda: org.invite_account_to_organization(Target={"Type": "ACCOUNT", "Id": "444455556666"}), "DuplicateHandshakeException")
    row("DescribeHandshake", lambda: org.describe_handshake(HandshakeId=sent), {"Handshake": {"Parties": lambda p: len(p) == 2}})
    row("ListHandshakesForOrganization", org.list_handshakes_for_organization, {"Handshakes": [{"Id": sent}]})
    row("ListHandshakesForAccount", inside.org.list_handshakes_for_account, {"Handshakes": []})
    refused("AcceptHandshake of somebody else", lambda: inside.org.accept_handshake(HandshakeId=sent), "AccessDeniedException")
    refused("DeclineHandshake by the sender", lambda: org.decline_handshake(HandshakeId=sent), "AccessDeniedException")
    row("CancelHandshake", lambda: org.cancel_handshake(HandshakeId=sent), {"Handshake": {"State": "CANCELED"}})
    refused("CancelHandshake again", lambda: org.cancel_handshake(HandshakeId=sent), "HandshakeAlreadyInStateException")
    reason("EnableAllFeatures of what has them", org.enable_all_features, "HandshakeConstraintViolationException", "ORGANIZATION_ALREADY_HAS_ALL_FEATURES")


run(organization, delegation)
