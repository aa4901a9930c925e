"""AWS Organizations: the organization, its policies, and what they do to a member account."""

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


run(organization)
