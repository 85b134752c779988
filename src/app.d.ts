import type { IncomingMessage } from 'node:http';
import type { SupabaseClient } from '@supabase/supabase-js';
import type { Database } from '$lib/database.types.ts';

declare global {
  namespace App {
    interface Error {
      message: string;
      /** A key of the `errors` words; absent where only the status is known. */
      code?: string;
      /** The id under which the server logged it; shown so that it can be quoted. */
      id?: string;
    }
    /** Of the adapter; absent in development and in tests. */
    interface Platform {
      req?: IncomingMessage;
    }
    interface PageState {
      /** Which part of the report form is open; absent for the first. */
      reportStep?: 'place' | 'words' | 'send';
    }
    interface Locals {
      lang: 'zh' | 'en';
      /** Acts as the visitor; row-level security decides what it may. */
      supabase: SupabaseClient<Database>;
      user: { id: string; email: string } | null;
      /** The roles of the person; what they may do is decided in SQL, this only shows and hides doors. */
      roles: string[];
      requestId: string;
      /** Hash of the visitor's address with our secret, 32 hex digits: counts tries without keeping addresses. */
      client: string;
      /** Keys of reports made without an account on this device, newest first: report id → key. */
      guestKeys: Record<string, string>;
      demo: boolean;
    }
  }
}

export {};
