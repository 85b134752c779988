declare global {
  namespace App {
    interface Locals {
      lang: 'zh' | 'en';
      user: { id: string; email: string } | null;
      demo: boolean;
      roles?: string[];
    }
  }
}
export {};
