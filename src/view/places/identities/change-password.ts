/**
 * The policy that lets a user change its own password. AWS's console attaches it to a user who must do so.
 */
export const changePasswordPolicy = 'arn:aws:iam::aws:policy/IAMUserChangePassword';
