/** The policy that lets a user change its password. AWS's console attaches it to users who must do so. */

export const changePasswordPolicy = 'arn:aws:iam::aws:policy/IAMUserChangePassword';
