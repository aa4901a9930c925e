/** What lets a user change its own password; AWS's console attaches it to whom it asks to. */
export const changePasswordPolicy = 'arn:aws:iam::aws:policy/IAMUserChangePassword';
