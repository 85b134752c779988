/** What a person can agree to. `account` is what an account cannot work without; the others are free and start unticked. */
export const NEEDED = 'account';
export const PURPOSES = ['email_notices', 'service_review'] as const;
