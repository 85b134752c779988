export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      allowed_rules: {
        Row: {
          article_en: string;
          article_zh: string;
          as_of: string;
          category_codes: string[];
          caution_en: string | null;
          caution_zh: string | null;
          code: string;
          penalty_en: string | null;
          penalty_zh: string | null;
          position: number;
          quality: string;
          source: string;
          text_en: string;
          text_zh: string;
          title_en: string;
          title_zh: string;
          windows: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          article_en: string;
          article_zh: string;
          as_of: string;
          category_codes: string[];
          caution_en?: string | null;
          caution_zh?: string | null;
          code: string;
          penalty_en?: string | null;
          penalty_zh?: string | null;
          position: number;
          quality: string;
          source: string;
          text_en: string;
          text_zh: string;
          title_en: string;
          title_zh: string;
          windows?: NonNullable<Json>;
        };
        Update: {
          article_en?: string;
          article_zh?: string;
          as_of?: string;
          category_codes?: string[];
          caution_en?: string | null;
          caution_zh?: string | null;
          code?: string;
          penalty_en?: string | null;
          penalty_zh?: string | null;
          position?: number;
          quality?: string;
          source?: string;
          text_en?: string;
          text_zh?: string;
          title_en?: string;
          title_zh?: string;
          windows?: NonNullable<Json>;
        };
        Relationships: [];
      };
      appeals: {
        Row: {
          contested_event_id: number;
          created_at: string;
          decided_at: string | null;
          decided_by: string | null;
          decision: Database['public']['Enums']['appeal_decision'] | null;
          decision_event_id: number | null;
          decision_public_lang: string | null;
          decision_public_text: string | null;
          filed_event_id: number | null;
          id: string;
          lang: string;
          overtaken_at: string | null;
          report_id: string;
          words: string;
        };
        ComputedFields: never;
        Insert: {
          contested_event_id: number;
          created_at: string;
          decided_at?: string | null;
          decided_by?: string | null;
          decision?: Database['public']['Enums']['appeal_decision'] | null;
          decision_event_id?: number | null;
          decision_public_lang?: string | null;
          decision_public_text?: string | null;
          filed_event_id?: number | null;
          id: string;
          lang: string;
          overtaken_at?: string | null;
          report_id: string;
          words: string;
        };
        Update: {
          contested_event_id?: number;
          created_at?: string;
          decided_at?: string | null;
          decided_by?: string | null;
          decision?: Database['public']['Enums']['appeal_decision'] | null;
          decision_event_id?: number | null;
          decision_public_lang?: string | null;
          decision_public_text?: string | null;
          filed_event_id?: number | null;
          id?: string;
          lang?: string;
          overtaken_at?: string | null;
          report_id?: string;
          words?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'appeals_contested_event_id_fkey';
            columns: ['contested_event_id'];
            isOneToOne: false;
            referencedRelation: 'report_events';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'appeals_decision_event_id_fkey';
            columns: ['decision_event_id'];
            isOneToOne: false;
            referencedRelation: 'report_events';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'appeals_filed_event_id_fkey';
            columns: ['filed_event_id'];
            isOneToOne: false;
            referencedRelation: 'report_events';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'appeals_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          }
        ];
      };
      blooms: {
        Row: {
          created_at: string;
          demo: boolean;
          flower_code: string;
          hidden_at: string | null;
          hidden_by: string | null;
          id: string;
          place_id: string;
          seen_on: string;
          stage: Database['public']['Enums']['bloom_stage'];
          user_id: string | null;
          withdrawn_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at: string;
          demo?: boolean;
          flower_code: string;
          hidden_at?: string | null;
          hidden_by?: string | null;
          id: string;
          place_id: string;
          seen_on: string;
          stage: Database['public']['Enums']['bloom_stage'];
          user_id?: string | null;
          withdrawn_at?: string | null;
        };
        Update: {
          created_at?: string;
          demo?: boolean;
          flower_code?: string;
          hidden_at?: string | null;
          hidden_by?: string | null;
          id?: string;
          place_id?: string;
          seen_on?: string;
          stage?: Database['public']['Enums']['bloom_stage'];
          user_id?: string | null;
          withdrawn_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'blooms_flower_code_fkey';
            columns: ['flower_code'];
            isOneToOne: false;
            referencedRelation: 'flowers';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'blooms_place_id_fkey';
            columns: ['place_id'];
            isOneToOne: false;
            referencedRelation: 'places';
            referencedColumns: ['id'];
          }
        ];
      };
      calendar_days: {
        Row: {
          day: string;
          name_en: string;
          name_zh: string;
          provisional: boolean;
          source: string;
          works: boolean;
        };
        ComputedFields: never;
        Insert: {
          day: string;
          name_en: string;
          name_zh: string;
          provisional?: boolean;
          source: string;
          works: boolean;
        };
        Update: {
          day?: string;
          name_en?: string;
          name_zh?: string;
          provisional?: boolean;
          source?: string;
          works?: boolean;
        };
        Relationships: [];
      };
      calendar_years: {
        Row: {
          announced: boolean;
          source_en: string;
          source_zh: string;
          year: number;
        };
        ComputedFields: never;
        Insert: {
          announced: boolean;
          source_en: string;
          source_zh: string;
          year: number;
        };
        Update: {
          announced?: boolean;
          source_en?: string;
          source_zh?: string;
          year?: number;
        };
        Relationships: [];
      };
      callbacks: {
        Row: {
          answer_event_id: number | null;
          created_at: string;
          event_id: number;
          party: Database['public']['Enums']['report_party'];
          reached: Database['public']['Enums']['callback_word'];
          report_id: string;
          round: number;
          satisfied: Database['public']['Enums']['callback_word'];
          solved: Database['public']['Enums']['callback_word'];
          words: string | null;
        };
        ComputedFields: never;
        Insert: {
          answer_event_id?: number | null;
          created_at: string;
          event_id: number;
          party: Database['public']['Enums']['report_party'];
          reached: Database['public']['Enums']['callback_word'];
          report_id: string;
          round: number;
          satisfied: Database['public']['Enums']['callback_word'];
          solved: Database['public']['Enums']['callback_word'];
          words?: string | null;
        };
        Update: {
          answer_event_id?: number | null;
          created_at?: string;
          event_id?: number;
          party?: Database['public']['Enums']['report_party'];
          reached?: Database['public']['Enums']['callback_word'];
          report_id?: string;
          round?: number;
          satisfied?: Database['public']['Enums']['callback_word'];
          solved?: Database['public']['Enums']['callback_word'];
          words?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'callbacks_answer_event_id_fkey';
            columns: ['answer_event_id'];
            isOneToOne: false;
            referencedRelation: 'report_events';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'callbacks_event_id_fkey';
            columns: ['event_id'];
            isOneToOne: false;
            referencedRelation: 'report_events';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'callbacks_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          }
        ];
      };
      categories: {
        Row: {
          active: boolean;
          code: string;
          group_code: string;
          measure: number;
          mediation: boolean;
          name_en: string;
          name_zh: string;
          position: number;
          precision: Database['public']['Enums']['location_precision'];
          public_hazard: boolean;
        };
        ComputedFields: never;
        Insert: {
          active?: boolean;
          code: string;
          group_code: string;
          measure: number;
          mediation?: boolean;
          name_en: string;
          name_zh: string;
          position: number;
          precision: Database['public']['Enums']['location_precision'];
          public_hazard?: boolean;
        };
        Update: {
          active?: boolean;
          code?: string;
          group_code?: string;
          measure?: number;
          mediation?: boolean;
          name_en?: string;
          name_zh?: string;
          position?: number;
          precision?: Database['public']['Enums']['location_precision'];
          public_hazard?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: 'categories_group_code_fkey';
            columns: ['group_code'];
            isOneToOne: false;
            referencedRelation: 'category_groups';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'categories_measure_fkey';
            columns: ['measure'];
            isOneToOne: false;
            referencedRelation: 'measures';
            referencedColumns: ['number'];
          }
        ];
      };
      category_groups: {
        Row: {
          code: string;
          name_en: string;
          name_zh: string;
          position: number;
        };
        ComputedFields: never;
        Insert: {
          code: string;
          name_en: string;
          name_zh: string;
          position: number;
        };
        Update: {
          code?: string;
          name_en?: string;
          name_zh?: string;
          position?: number;
        };
        Relationships: [];
      };
      category_questions: {
        Row: {
          address_like: boolean;
          category_code: string;
          code: string;
          kind: Database['public']['Enums']['question_kind'];
          label_en: string;
          label_zh: string;
          options: NonNullable<Json>;
          position: number;
        };
        ComputedFields: never;
        Insert: {
          address_like?: boolean;
          category_code: string;
          code: string;
          kind: Database['public']['Enums']['question_kind'];
          label_en: string;
          label_zh: string;
          options?: NonNullable<Json>;
          position: number;
        };
        Update: {
          address_like?: boolean;
          category_code?: string;
          code?: string;
          kind?: Database['public']['Enums']['question_kind'];
          label_en?: string;
          label_zh?: string;
          options?: NonNullable<Json>;
          position?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'category_questions_category_code_fkey';
            columns: ['category_code'];
            isOneToOne: false;
            referencedRelation: 'categories';
            referencedColumns: ['code'];
          }
        ];
      };
      chiefs: {
        Row: {
          as_of: string | null;
          checked_at: string | null;
          demo: boolean;
          duty_en: string | null;
          duty_zh: string | null;
          id: string;
          kind: Database['public']['Enums']['chief_kind'];
          level: Database['public']['Enums']['chief_level'];
          office_phone: string | null;
          phone_source: string | null;
          post_en: string;
          post_zh: string;
          reach_id: string | null;
          source: string | null;
          status: Database['public']['Enums']['place_status'];
          subdistrict_code: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          as_of?: string | null;
          checked_at?: string | null;
          demo?: boolean;
          duty_en?: string | null;
          duty_zh?: string | null;
          id?: string;
          kind: Database['public']['Enums']['chief_kind'];
          level: Database['public']['Enums']['chief_level'];
          office_phone?: string | null;
          phone_source?: string | null;
          post_en: string;
          post_zh: string;
          reach_id?: string | null;
          source?: string | null;
          status?: Database['public']['Enums']['place_status'];
          subdistrict_code?: string | null;
          version?: number;
        };
        Update: {
          as_of?: string | null;
          checked_at?: string | null;
          demo?: boolean;
          duty_en?: string | null;
          duty_zh?: string | null;
          id?: string;
          kind?: Database['public']['Enums']['chief_kind'];
          level?: Database['public']['Enums']['chief_level'];
          office_phone?: string | null;
          phone_source?: string | null;
          post_en?: string;
          post_zh?: string;
          reach_id?: string | null;
          source?: string | null;
          status?: Database['public']['Enums']['place_status'];
          subdistrict_code?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'chiefs_reach_id_fkey';
            columns: ['reach_id'];
            isOneToOne: false;
            referencedRelation: 'reaches';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'chiefs_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      consents: {
        Row: {
          given_at: string;
          id: number;
          purpose: string;
          user_id: string;
          withdrawn_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          given_at?: string;
          id?: never;
          purpose: string;
          user_id: string;
          withdrawn_at?: string | null;
        };
        Update: {
          given_at?: string;
          id?: never;
          purpose?: string;
          user_id?: string;
          withdrawn_at?: string | null;
        };
        Relationships: [];
      };
      contact_reveals: {
        Row: {
          actor_id: string | null;
          id: number;
          reason: string;
          report_id: string;
          revealed_at: string;
          unit_code: string | null;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          id?: never;
          reason: string;
          report_id: string;
          revealed_at: string;
          unit_code?: string | null;
        };
        Update: {
          actor_id?: string | null;
          id?: never;
          reason?: string;
          report_id?: string;
          revealed_at?: string;
          unit_code?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'contact_reveals_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'contact_reveals_unit_code_fkey';
            columns: ['unit_code'];
            isOneToOne: false;
            referencedRelation: 'units';
            referencedColumns: ['code'];
          }
        ];
      };
      daily_figures: {
        Row: {
          answered: number;
          closed: number;
          day: string;
          ended: number;
          received: number;
          solved: number;
        };
        ComputedFields: never;
        Insert: {
          answered?: number;
          closed?: number;
          day: string;
          ended?: number;
          received?: number;
          solved?: number;
        };
        Update: {
          answered?: number;
          closed?: number;
          day?: string;
          ended?: number;
          received?: number;
          solved?: number;
        };
        Relationships: [];
      };
      dispatch_catalogue: {
        Row: {
          assist_subdistrict: boolean;
          assist_unit_codes: string[];
          category_code: string;
          id: number;
          lead_unit_code: string | null;
          source: string;
          subdistrict_code: string | null;
        };
        ComputedFields: never;
        Insert: {
          assist_subdistrict?: boolean;
          assist_unit_codes?: string[];
          category_code: string;
          id?: never;
          lead_unit_code?: string | null;
          source: string;
          subdistrict_code?: string | null;
        };
        Update: {
          assist_subdistrict?: boolean;
          assist_unit_codes?: string[];
          category_code?: string;
          id?: never;
          lead_unit_code?: string | null;
          source?: string;
          subdistrict_code?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'dispatch_catalogue_category_code_fkey';
            columns: ['category_code'];
            isOneToOne: false;
            referencedRelation: 'categories';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'dispatch_catalogue_lead_unit_code_fkey';
            columns: ['lead_unit_code'];
            isOneToOne: false;
            referencedRelation: 'units';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'dispatch_catalogue_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      flowers: {
        Row: {
          code: string;
          months: number[] | null;
          months_source: string | null;
          name_en: string;
          name_zh: string;
        };
        ComputedFields: never;
        Insert: {
          code: string;
          months?: number[] | null;
          months_source?: string | null;
          name_en: string;
          name_zh: string;
        };
        Update: {
          code?: string;
          months?: number[] | null;
          months_source?: string | null;
          name_en?: string;
          name_zh?: string;
        };
        Relationships: [];
      };
      follows: {
        Row: {
          category_code: string | null;
          confirmed_at: string | null;
          created_at: string;
          email: string | null;
          group_code: string | null;
          id: string;
          label: string | null;
          lang: string;
          lat: number | null;
          lng: number | null;
          pace: Database['public']['Enums']['follow_pace'];
          radius_m: number | null;
          report_id: string | null;
          stopped_at: string | null;
          subdistrict_code: string | null;
          user_id: string | null;
          zone_x: number | null;
          zone_y: number | null;
        };
        ComputedFields: never;
        Insert: {
          category_code?: string | null;
          confirmed_at?: string | null;
          created_at: string;
          email?: string | null;
          group_code?: string | null;
          id: string;
          label?: string | null;
          lang: string;
          lat?: number | null;
          lng?: number | null;
          pace: Database['public']['Enums']['follow_pace'];
          radius_m?: number | null;
          report_id?: string | null;
          stopped_at?: string | null;
          subdistrict_code?: string | null;
          user_id?: string | null;
          zone_x?: never;
          zone_y?: never;
        };
        Update: {
          category_code?: string | null;
          confirmed_at?: string | null;
          created_at?: string;
          email?: string | null;
          group_code?: string | null;
          id?: string;
          label?: string | null;
          lang?: string;
          lat?: number | null;
          lng?: number | null;
          pace?: Database['public']['Enums']['follow_pace'];
          radius_m?: number | null;
          report_id?: string | null;
          stopped_at?: string | null;
          subdistrict_code?: string | null;
          user_id?: string | null;
          zone_x?: never;
          zone_y?: never;
        };
        Relationships: [
          {
            foreignKeyName: 'follows_category_code_fkey';
            columns: ['category_code'];
            isOneToOne: false;
            referencedRelation: 'categories';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'follows_group_code_fkey';
            columns: ['group_code'];
            isOneToOne: false;
            referencedRelation: 'category_groups';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'follows_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'follows_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      green_covers: {
        Row: {
          covered_at: string;
          covered_by: string | null;
          form_id: string;
          name: string;
          original: string;
          rectangles: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          covered_at: string;
          covered_by?: string | null;
          form_id: string;
          name: string;
          original: string;
          rectangles: NonNullable<Json>;
        };
        Update: {
          covered_at?: string;
          covered_by?: string | null;
          form_id?: string;
          name?: string;
          original?: string;
          rectangles?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: 'green_covers_original_fkey';
            columns: ['original'];
            isOneToOne: true;
            referencedRelation: 'green_photos';
            referencedColumns: ['name'];
          }
        ];
      };
      green_imports: {
        Row: {
          applied_at: string | null;
          bad: NonNullable<Json>;
          changed: number | null;
          choice: string | null;
          content_hash: string;
          created: number | null;
          crs: string;
          file_name: string;
          format: string;
          good: number;
          id: string;
          made_at: string;
          made_by: string | null;
          total: number;
          unchanged: number | null;
        };
        ComputedFields: never;
        Insert: {
          applied_at?: string | null;
          bad?: NonNullable<Json>;
          changed?: number | null;
          choice?: string | null;
          content_hash: string;
          created?: number | null;
          crs: string;
          file_name: string;
          format: string;
          good?: number;
          id: string;
          made_at: string;
          made_by?: string | null;
          total: number;
          unchanged?: number | null;
        };
        Update: {
          applied_at?: string | null;
          bad?: NonNullable<Json>;
          changed?: number | null;
          choice?: string | null;
          content_hash?: string;
          created?: number | null;
          crs?: string;
          file_name?: string;
          format?: string;
          good?: number;
          id?: string;
          made_at?: string;
          made_by?: string | null;
          total?: number;
          unchanged?: number | null;
        };
        Relationships: [];
      };
      green_photos: {
        Row: {
          begun_at: string;
          bytes: number | null;
          form_id: string;
          height: number | null;
          name: string;
          sha256: string;
          stored_at: string | null;
          user_id: string | null;
          uses: number;
          width: number | null;
        };
        ComputedFields: never;
        Insert: {
          begun_at: string;
          bytes?: number | null;
          form_id: string;
          height?: number | null;
          name: string;
          sha256: string;
          stored_at?: string | null;
          user_id?: string | null;
          uses?: number;
          width?: number | null;
        };
        Update: {
          begun_at?: string;
          bytes?: number | null;
          form_id?: string;
          height?: number | null;
          name?: string;
          sha256?: string;
          stored_at?: string | null;
          user_id?: string | null;
          uses?: number;
          width?: number | null;
        };
        Relationships: [];
      };
      green_revisions: {
        Row: {
          act: Database['public']['Enums']['green_act'];
          after: NonNullable<Json>;
          before: Json | null;
          content_hash: string;
          id: string;
          import_id: string | null;
          kind: Database['public']['Enums']['green_kind'];
          made_at: string;
          made_by: string | null;
          taken_back: string | null;
          thing_id: string;
          version: number;
          why: string | null;
        };
        ComputedFields: never;
        Insert: {
          act: Database['public']['Enums']['green_act'];
          after: NonNullable<Json>;
          before?: Json | null;
          content_hash: string;
          id: string;
          import_id?: string | null;
          kind: Database['public']['Enums']['green_kind'];
          made_at: string;
          made_by?: string | null;
          taken_back?: string | null;
          thing_id: string;
          version: number;
          why?: string | null;
        };
        Update: {
          act?: Database['public']['Enums']['green_act'];
          after?: NonNullable<Json>;
          before?: Json | null;
          content_hash?: string;
          id?: string;
          import_id?: string | null;
          kind?: Database['public']['Enums']['green_kind'];
          made_at?: string;
          made_by?: string | null;
          taken_back?: string | null;
          thing_id?: string;
          version?: number;
          why?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'green_revisions_import_id_fkey';
            columns: ['import_id'];
            isOneToOne: false;
            referencedRelation: 'green_imports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'green_revisions_taken_back_fkey';
            columns: ['taken_back'];
            isOneToOne: false;
            referencedRelation: 'green_revisions';
            referencedColumns: ['id'];
          }
        ];
      };
      hotline_notes: {
        Row: {
          id: string;
          noted_at: string;
          order_number: string | null;
          report_id: string;
          result: string | null;
        };
        ComputedFields: never;
        Insert: {
          id: string;
          noted_at: string;
          order_number?: string | null;
          report_id: string;
          result?: string | null;
        };
        Update: {
          id?: string;
          noted_at?: string;
          order_number?: string | null;
          report_id?: string;
          result?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'hotline_notes_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          }
        ];
      };
      landmarks: {
        Row: {
          code: string;
          kind: string;
          lat: number;
          lng: number;
          name_en: string;
          name_pinyin: string;
          name_zh: string;
          position_quality: Database['public']['Enums']['position_quality'];
          source: string;
        };
        ComputedFields: never;
        Insert: {
          code: string;
          kind: string;
          lat: number;
          lng: number;
          name_en: string;
          name_pinyin: string;
          name_zh: string;
          position_quality: Database['public']['Enums']['position_quality'];
          source: string;
        };
        Update: {
          code?: string;
          kind?: string;
          lat?: number;
          lng?: number;
          name_en?: string;
          name_pinyin?: string;
          name_zh?: string;
          position_quality?: Database['public']['Enums']['position_quality'];
          source?: string;
        };
        Relationships: [];
      };
      measures: {
        Row: {
          draft: boolean;
          number: number;
          part: number;
          part_en: string;
          part_zh: string;
          source_en: string;
          source_zh: string;
          text_en: string;
          text_zh: string;
          title_en: string;
          title_zh: string;
        };
        ComputedFields: never;
        Insert: {
          draft?: boolean;
          number: number;
          part: number;
          part_en: string;
          part_zh: string;
          source_en: string;
          source_zh: string;
          text_en: string;
          text_zh: string;
          title_en: string;
          title_zh: string;
        };
        Update: {
          draft?: boolean;
          number?: number;
          part?: number;
          part_en?: string;
          part_zh?: string;
          source_en?: string;
          source_zh?: string;
          text_en?: string;
          text_zh?: string;
          title_en?: string;
          title_zh?: string;
        };
        Relationships: [];
      };
      notices: {
        Row: {
          created_at: string;
          event_id: number | null;
          id: number;
          kind: string;
          params: NonNullable<Json>;
          read_at: string | null;
          ready_at: string;
          recipient_id: string;
          report_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at: string;
          event_id?: number | null;
          id?: never;
          kind: string;
          params?: NonNullable<Json>;
          read_at?: string | null;
          ready_at: string;
          recipient_id: string;
          report_id?: string | null;
        };
        Update: {
          created_at?: string;
          event_id?: number | null;
          id?: never;
          kind?: string;
          params?: NonNullable<Json>;
          read_at?: string | null;
          ready_at?: string;
          recipient_id?: string;
          report_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'notices_event_id_fkey';
            columns: ['event_id'];
            isOneToOne: false;
            referencedRelation: 'report_events';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'notices_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          }
        ];
      };
      office_hours: {
        Row: {
          closes: string | null;
          day_kind: Database['public']['Enums']['day_kind'];
          opens: string | null;
          source: string;
          text_en: string;
          text_zh: string;
        };
        ComputedFields: never;
        Insert: {
          closes?: string | null;
          day_kind: Database['public']['Enums']['day_kind'];
          opens?: string | null;
          source: string;
          text_en: string;
          text_zh: string;
        };
        Update: {
          closes?: string | null;
          day_kind?: Database['public']['Enums']['day_kind'];
          opens?: string | null;
          source?: string;
          text_en?: string;
          text_zh?: string;
        };
        Relationships: [];
      };
      photo_releases: {
        Row: {
          alt_en: string | null;
          alt_zh: string | null;
          dark_since: string | null;
          decided_at: string;
          decided_by: string | null;
          form_id: string | null;
          name: string | null;
          nothing_identifies: boolean;
          position: number;
          rectangles: NonNullable<Json>;
          report_id: string;
          sha256: string;
          shown: boolean;
        };
        ComputedFields: never;
        Insert: {
          alt_en?: string | null;
          alt_zh?: string | null;
          dark_since?: string | null;
          decided_at: string;
          decided_by?: string | null;
          form_id?: string | null;
          name?: string | null;
          nothing_identifies?: boolean;
          position: number;
          rectangles?: NonNullable<Json>;
          report_id: string;
          sha256: string;
          shown: boolean;
        };
        Update: {
          alt_en?: string | null;
          alt_zh?: string | null;
          dark_since?: string | null;
          decided_at?: string;
          decided_by?: string | null;
          form_id?: string | null;
          name?: string | null;
          nothing_identifies?: boolean;
          position?: number;
          rectangles?: NonNullable<Json>;
          report_id?: string;
          sha256?: string;
          shown?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: 'photo_releases_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'photo_releases_report_id_position_fkey';
            columns: ['report_id', 'position'];
            isOneToOne: false;
            referencedRelation: 'report_photos';
            referencedColumns: ['report_id', 'position'];
          }
        ];
      };
      place_facilities: {
        Row: {
          checked_at: string | null;
          demo: boolean;
          facility: Database['public']['Enums']['place_facility'];
          place_id: string;
          present: Database['public']['Enums']['place_presence'];
          source: string | null;
        };
        ComputedFields: never;
        Insert: {
          checked_at?: string | null;
          demo?: boolean;
          facility: Database['public']['Enums']['place_facility'];
          place_id: string;
          present: Database['public']['Enums']['place_presence'];
          source?: string | null;
        };
        Update: {
          checked_at?: string | null;
          demo?: boolean;
          facility?: Database['public']['Enums']['place_facility'];
          place_id?: string;
          present?: Database['public']['Enums']['place_presence'];
          source?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'place_facilities_place_id_fkey';
            columns: ['place_id'];
            isOneToOne: false;
            referencedRelation: 'places';
            referencedColumns: ['id'];
          }
        ];
      };
      place_flowers: {
        Row: {
          flower_code: string;
          months: number[] | null;
          note_en: string | null;
          note_zh: string | null;
          place_id: string;
          position: number;
          source: string;
        };
        ComputedFields: never;
        Insert: {
          flower_code: string;
          months?: number[] | null;
          note_en?: string | null;
          note_zh?: string | null;
          place_id: string;
          position?: number;
          source: string;
        };
        Update: {
          flower_code?: string;
          months?: number[] | null;
          note_en?: string | null;
          note_zh?: string | null;
          place_id?: string;
          position?: number;
          source?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'place_flowers_flower_code_fkey';
            columns: ['flower_code'];
            isOneToOne: false;
            referencedRelation: 'flowers';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'place_flowers_place_id_fkey';
            columns: ['place_id'];
            isOneToOne: false;
            referencedRelation: 'places';
            referencedColumns: ['id'];
          }
        ];
      };
      place_names: {
        Row: {
          lang: string;
          name: string;
          pinyin: string | null;
          place_id: string;
        };
        ComputedFields: never;
        Insert: {
          lang: string;
          name: string;
          pinyin?: string | null;
          place_id: string;
        };
        Update: {
          lang?: string;
          name?: string;
          pinyin?: string | null;
          place_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'place_names_place_id_fkey';
            columns: ['place_id'];
            isOneToOne: false;
            referencedRelation: 'places';
            referencedColumns: ['id'];
          }
        ];
      };
      place_photos: {
        Row: {
          alt_en: string;
          alt_zh: string;
          checked_at: string | null;
          credit: string;
          height: number;
          id: string;
          licence: Database['public']['Enums']['photo_licence'];
          name: string;
          place_id: string;
          position: number;
          source: string | null;
          state: Database['public']['Enums']['place_photo_state'];
          taken_on: string | null;
          width: number;
          withdrawn_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          alt_en: string;
          alt_zh: string;
          checked_at?: string | null;
          credit: string;
          height: number;
          id?: string;
          licence: Database['public']['Enums']['photo_licence'];
          name: string;
          place_id: string;
          position?: number;
          source?: string | null;
          state?: Database['public']['Enums']['place_photo_state'];
          taken_on?: string | null;
          width: number;
          withdrawn_at?: string | null;
        };
        Update: {
          alt_en?: string;
          alt_zh?: string;
          checked_at?: string | null;
          credit?: string;
          height?: number;
          id?: string;
          licence?: Database['public']['Enums']['photo_licence'];
          name?: string;
          place_id?: string;
          position?: number;
          source?: string | null;
          state?: Database['public']['Enums']['place_photo_state'];
          taken_on?: string | null;
          width?: number;
          withdrawn_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'place_photos_name_fkey';
            columns: ['name'];
            isOneToOne: false;
            referencedRelation: 'green_photos';
            referencedColumns: ['name'];
          },
          {
            foreignKeyName: 'place_photos_place_id_fkey';
            columns: ['place_id'];
            isOneToOne: false;
            referencedRelation: 'places';
            referencedColumns: ['id'];
          }
        ];
      };
      place_subdistricts: {
        Row: {
          place_id: string;
          subdistrict_code: string;
        };
        ComputedFields: never;
        Insert: {
          place_id: string;
          subdistrict_code: string;
        };
        Update: {
          place_id?: string;
          subdistrict_code?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'place_subdistricts_place_id_fkey';
            columns: ['place_id'];
            isOneToOne: false;
            referencedRelation: 'places';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'place_subdistricts_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      place_suggestions: {
        Row: {
          answer: string | null;
          answered_at: string | null;
          answered_by: string | null;
          content_hash: string;
          created_at: string;
          facility: Database['public']['Enums']['place_facility'] | null;
          id: string;
          kind: Database['public']['Enums']['suggestion_kind'];
          landmark: string | null;
          lang: string;
          lat: number | null;
          lng: number | null;
          place_id: string | null;
          publish: boolean;
          revision_id: string | null;
          seen_on: string;
          status: Database['public']['Enums']['suggestion_status'];
          subdistrict_code: string | null;
          user_id: string;
          words: string | null;
        };
        ComputedFields: never;
        Insert: {
          answer?: string | null;
          answered_at?: string | null;
          answered_by?: string | null;
          content_hash: string;
          created_at: string;
          facility?: Database['public']['Enums']['place_facility'] | null;
          id: string;
          kind: Database['public']['Enums']['suggestion_kind'];
          landmark?: string | null;
          lang: string;
          lat?: number | null;
          lng?: number | null;
          place_id?: string | null;
          publish?: boolean;
          revision_id?: string | null;
          seen_on: string;
          status?: Database['public']['Enums']['suggestion_status'];
          subdistrict_code?: string | null;
          user_id: string;
          words?: string | null;
        };
        Update: {
          answer?: string | null;
          answered_at?: string | null;
          answered_by?: string | null;
          content_hash?: string;
          created_at?: string;
          facility?: Database['public']['Enums']['place_facility'] | null;
          id?: string;
          kind?: Database['public']['Enums']['suggestion_kind'];
          landmark?: string | null;
          lang?: string;
          lat?: number | null;
          lng?: number | null;
          place_id?: string | null;
          publish?: boolean;
          revision_id?: string | null;
          seen_on?: string;
          status?: Database['public']['Enums']['suggestion_status'];
          subdistrict_code?: string | null;
          user_id?: string;
          words?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'place_suggestions_place_id_fkey';
            columns: ['place_id'];
            isOneToOne: false;
            referencedRelation: 'places';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'place_suggestions_revision_id_fkey';
            columns: ['revision_id'];
            isOneToOne: false;
            referencedRelation: 'green_revisions';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'place_suggestions_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      places: {
        Row: {
          area_m2: number | null;
          as_of: string | null;
          changed_at: string;
          checked_at: string | null;
          code: string;
          data_quality: Database['public']['Enums']['place_quality'];
          fence_free: boolean | null;
          hours: Json | null;
          hours_demo: boolean;
          hours_note_en: string | null;
          hours_note_zh: string | null;
          how_to_get_en: string | null;
          how_to_get_zh: string | null;
          id: string;
          kind: Database['public']['Enums']['place_kind'];
          lat: number | null;
          lng: number | null;
          measure: number;
          name_en: string;
          name_pinyin: string;
          name_zh: string;
          needs: Database['public']['Enums']['place_facility'][];
          needs_demo: boolean;
          opened: string | null;
          position_quality: Database['public']['Enums']['position_quality'] | null;
          slug: string;
          source: string;
          spot: unknown;
          status: Database['public']['Enums']['place_status'];
          summary_en: string | null;
          summary_zh: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          area_m2?: number | null;
          as_of?: string | null;
          changed_at?: string;
          checked_at?: string | null;
          code: string;
          data_quality: Database['public']['Enums']['place_quality'];
          fence_free?: boolean | null;
          hours?: Json | null;
          hours_demo?: boolean;
          hours_note_en?: string | null;
          hours_note_zh?: string | null;
          how_to_get_en?: string | null;
          how_to_get_zh?: string | null;
          id?: string;
          kind: Database['public']['Enums']['place_kind'];
          lat?: number | null;
          lng?: number | null;
          measure?: number;
          name_en: string;
          name_pinyin: string;
          name_zh: string;
          needs?: Database['public']['Enums']['place_facility'][];
          needs_demo?: boolean;
          opened?: string | null;
          position_quality?: Database['public']['Enums']['position_quality'] | null;
          slug: string;
          source: string;
          spot?: never;
          status?: Database['public']['Enums']['place_status'];
          summary_en?: string | null;
          summary_zh?: string | null;
          version?: number;
        };
        Update: {
          area_m2?: number | null;
          as_of?: string | null;
          changed_at?: string;
          checked_at?: string | null;
          code?: string;
          data_quality?: Database['public']['Enums']['place_quality'];
          fence_free?: boolean | null;
          hours?: Json | null;
          hours_demo?: boolean;
          hours_note_en?: string | null;
          hours_note_zh?: string | null;
          how_to_get_en?: string | null;
          how_to_get_zh?: string | null;
          id?: string;
          kind?: Database['public']['Enums']['place_kind'];
          lat?: number | null;
          lng?: number | null;
          measure?: number;
          name_en?: string;
          name_pinyin?: string;
          name_zh?: string;
          needs?: Database['public']['Enums']['place_facility'][];
          needs_demo?: boolean;
          opened?: string | null;
          position_quality?: Database['public']['Enums']['position_quality'] | null;
          slug?: string;
          source?: string;
          spot?: never;
          status?: Database['public']['Enums']['place_status'];
          summary_en?: string | null;
          summary_zh?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'places_measure_fkey';
            columns: ['measure'];
            isOneToOne: false;
            referencedRelation: 'measures';
            referencedColumns: ['number'];
          }
        ];
      };
      profiles: {
        Row: {
          created_at: string;
          display_name: string;
          lang: string;
          suspended_at: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          display_name?: string;
          lang?: string;
          suspended_at?: string | null;
          user_id: string;
        };
        Update: {
          created_at?: string;
          display_name?: string;
          lang?: string;
          suspended_at?: string | null;
          user_id?: string;
        };
        Relationships: [];
      };
      published_photos: {
        Row: {
          alt_en: string | null;
          alt_zh: string | null;
          height: number;
          name: string;
          position: number;
          report_id: string;
          width: number;
        };
        ComputedFields: never;
        Insert: {
          alt_en?: string | null;
          alt_zh?: string | null;
          height: number;
          name: string;
          position: number;
          report_id: string;
          width: number;
        };
        Update: {
          alt_en?: string | null;
          alt_zh?: string | null;
          height?: number;
          name?: string;
          position?: number;
          report_id?: string;
          width?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'published_photos_name_fkey';
            columns: ['name'];
            isOneToOne: true;
            referencedRelation: 'photo_releases';
            referencedColumns: ['name'];
          },
          {
            foreignKeyName: 'published_photos_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'published_reports';
            referencedColumns: ['report_id'];
          }
        ];
      };
      published_reports: {
        Row: {
          aged: boolean | null;
          answer_kind: Database['public']['Enums']['answer_kind'] | null;
          answer_lang: string | null;
          answer_text: string | null;
          answers: Json | null;
          category_code: string;
          changed_at: string;
          day: string | null;
          excerpt: string | null;
          group_code: string;
          landmark: string | null;
          lat: number | null;
          lng: number | null;
          month: string;
          people: number | null;
          precision: Database['public']['Enums']['location_precision'];
          public_lang: string | null;
          public_text: string | null;
          published_at: string;
          released_at: string | null;
          report_id: string;
          square: number | null;
          stage: Database['public']['Enums']['report_stage'];
          subdistrict_code: string;
          tie: number;
        };
        ComputedFields: never;
        Insert: {
          aged?: boolean | null;
          answer_kind?: Database['public']['Enums']['answer_kind'] | null;
          answer_lang?: string | null;
          answer_text?: string | null;
          answers?: Json | null;
          category_code: string;
          changed_at: string;
          day?: string | null;
          excerpt?: never;
          group_code: string;
          landmark?: string | null;
          lat?: number | null;
          lng?: number | null;
          month: string;
          people?: number | null;
          precision: Database['public']['Enums']['location_precision'];
          public_lang?: string | null;
          public_text?: string | null;
          published_at: string;
          released_at?: string | null;
          report_id: string;
          square?: never;
          stage: Database['public']['Enums']['report_stage'];
          subdistrict_code: string;
          tie?: never;
        };
        Update: {
          aged?: boolean | null;
          answer_kind?: Database['public']['Enums']['answer_kind'] | null;
          answer_lang?: string | null;
          answer_text?: string | null;
          answers?: Json | null;
          category_code?: string;
          changed_at?: string;
          day?: string | null;
          excerpt?: never;
          group_code?: string;
          landmark?: string | null;
          lat?: number | null;
          lng?: number | null;
          month?: string;
          people?: number | null;
          precision?: Database['public']['Enums']['location_precision'];
          public_lang?: string | null;
          public_text?: string | null;
          published_at?: string;
          released_at?: string | null;
          report_id?: string;
          square?: never;
          stage?: Database['public']['Enums']['report_stage'];
          subdistrict_code?: string;
          tie?: never;
        };
        Relationships: [
          {
            foreignKeyName: 'published_reports_category_code_fkey';
            columns: ['category_code'];
            isOneToOne: false;
            referencedRelation: 'categories';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'published_reports_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: true;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'published_reports_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      reach_boards: {
        Row: {
          code: string;
          demo: boolean;
          reach_id: string;
          source: string | null;
        };
        ComputedFields: never;
        Insert: {
          code: string;
          demo?: boolean;
          reach_id: string;
          source?: string | null;
        };
        Update: {
          code?: string;
          demo?: boolean;
          reach_id?: string;
          source?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'reach_boards_reach_id_fkey';
            columns: ['reach_id'];
            isOneToOne: false;
            referencedRelation: 'reaches';
            referencedColumns: ['id'];
          }
        ];
      };
      reach_subdistricts: {
        Row: {
          reach_id: string;
          source: string;
          subdistrict_code: string;
        };
        ComputedFields: never;
        Insert: {
          reach_id: string;
          source: string;
          subdistrict_code: string;
        };
        Update: {
          reach_id?: string;
          source?: string;
          subdistrict_code?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'reach_subdistricts_reach_id_fkey';
            columns: ['reach_id'];
            isOneToOne: false;
            referencedRelation: 'reaches';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'reach_subdistricts_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      reaches: {
        Row: {
          id: string;
          licence: string | null;
          line: Json | null;
          name_en: string;
          name_zh: string;
          number: number;
          quality: Database['public']['Enums']['line_quality'] | null;
          source: string;
          waterway_id: string;
        };
        ComputedFields: never;
        Insert: {
          id?: string;
          licence?: string | null;
          line?: Json | null;
          name_en: string;
          name_zh: string;
          number: number;
          quality?: Database['public']['Enums']['line_quality'] | null;
          source: string;
          waterway_id: string;
        };
        Update: {
          id?: string;
          licence?: string | null;
          line?: Json | null;
          name_en?: string;
          name_zh?: string;
          number?: number;
          quality?: Database['public']['Enums']['line_quality'] | null;
          source?: string;
          waterway_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'reaches_waterway_id_fkey';
            columns: ['waterway_id'];
            isOneToOne: false;
            referencedRelation: 'waterways';
            referencedColumns: ['id'];
          }
        ];
      };
      report_cells: {
        Row: {
          answered: number;
          closed: number;
          group_code: string;
          open: number;
          x: number;
          y: number;
          z: number;
        };
        ComputedFields: never;
        Insert: {
          answered: number;
          closed: number;
          group_code: string;
          open: number;
          x: number;
          y: number;
          z: number;
        };
        Update: {
          answered?: number;
          closed?: number;
          group_code?: string;
          open?: number;
          x?: number;
          y?: number;
          z?: number;
        };
        Relationships: [];
      };
      report_contacts: {
        Row: {
          email: string | null;
          phone: string | null;
          report_id: string;
        };
        ComputedFields: never;
        Insert: {
          email?: string | null;
          phone?: string | null;
          report_id: string;
        };
        Update: {
          email?: string | null;
          phone?: string | null;
          report_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'report_contacts_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: true;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          }
        ];
      };
      report_events: {
        Row: {
          actor_id: string | null;
          answer_kind: Database['public']['Enums']['answer_kind'] | null;
          before: Json | null;
          created_at: string;
          data: NonNullable<Json>;
          email_text: string | null;
          from_status: Database['public']['Enums']['report_status'] | null;
          id: number;
          internal_text: string | null;
          move: string;
          party: Database['public']['Enums']['report_party'];
          public_lang: string | null;
          public_text: string | null;
          public_text_translation: string | null;
          report_id: string;
          to_status: Database['public']['Enums']['report_status'];
          undone_at: string | null;
          unit_code: string | null;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          answer_kind?: Database['public']['Enums']['answer_kind'] | null;
          before?: Json | null;
          created_at: string;
          data?: NonNullable<Json>;
          email_text?: string | null;
          from_status?: Database['public']['Enums']['report_status'] | null;
          id?: never;
          internal_text?: string | null;
          move: string;
          party: Database['public']['Enums']['report_party'];
          public_lang?: string | null;
          public_text?: string | null;
          public_text_translation?: string | null;
          report_id: string;
          to_status: Database['public']['Enums']['report_status'];
          undone_at?: string | null;
          unit_code?: string | null;
        };
        Update: {
          actor_id?: string | null;
          answer_kind?: Database['public']['Enums']['answer_kind'] | null;
          before?: Json | null;
          created_at?: string;
          data?: NonNullable<Json>;
          email_text?: string | null;
          from_status?: Database['public']['Enums']['report_status'] | null;
          id?: never;
          internal_text?: string | null;
          move?: string;
          party?: Database['public']['Enums']['report_party'];
          public_lang?: string | null;
          public_text?: string | null;
          public_text_translation?: string | null;
          report_id?: string;
          to_status?: Database['public']['Enums']['report_status'];
          undone_at?: string | null;
          unit_code?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'report_events_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'report_events_unit_code_fkey';
            columns: ['unit_code'];
            isOneToOne: false;
            referencedRelation: 'units';
            referencedColumns: ['code'];
          }
        ];
      };
      report_moves: {
        Row: {
          assist: boolean;
          by: Database['public']['Enums']['report_party'];
          from_status: Database['public']['Enums']['report_status'];
          move: string;
          needs: string[];
          tells_followers: string | null;
          tells_moderators: string | null;
          tells_reporter: string | null;
          tells_units: string | null;
          to_status: Database['public']['Enums']['report_status'] | null;
        };
        ComputedFields: never;
        Insert: {
          assist?: boolean;
          by: Database['public']['Enums']['report_party'];
          from_status: Database['public']['Enums']['report_status'];
          move: string;
          needs?: string[];
          tells_followers?: string | null;
          tells_moderators?: string | null;
          tells_reporter?: string | null;
          tells_units?: string | null;
          to_status?: Database['public']['Enums']['report_status'] | null;
        };
        Update: {
          assist?: boolean;
          by?: Database['public']['Enums']['report_party'];
          from_status?: Database['public']['Enums']['report_status'];
          move?: string;
          needs?: string[];
          tells_followers?: string | null;
          tells_moderators?: string | null;
          tells_reporter?: string | null;
          tells_units?: string | null;
          to_status?: Database['public']['Enums']['report_status'] | null;
        };
        Relationships: [];
      };
      report_photos: {
        Row: {
          arrived_at: string | null;
          bytes: number | null;
          height: number | null;
          name: string | null;
          position: number;
          report_id: string;
          sha256: string;
          width: number | null;
        };
        ComputedFields: never;
        Insert: {
          arrived_at?: string | null;
          bytes?: number | null;
          height?: number | null;
          name?: string | null;
          position: number;
          report_id: string;
          sha256: string;
          width?: number | null;
        };
        Update: {
          arrived_at?: string | null;
          bytes?: number | null;
          height?: number | null;
          name?: string | null;
          position?: number;
          report_id?: string;
          sha256?: string;
          width?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: 'report_photos_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          }
        ];
      };
      report_places: {
        Row: {
          place_id: string;
          report_id: string;
        };
        ComputedFields: never;
        Insert: {
          place_id: string;
          report_id: string;
        };
        Update: {
          place_id?: string;
          report_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'report_places_place_id_fkey';
            columns: ['place_id'];
            isOneToOne: false;
            referencedRelation: 'places';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'report_places_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: true;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          }
        ];
      };
      report_releases: {
        Row: {
          answer_event_id: number | null;
          answer_lang: string | null;
          answer_text: string | null;
          answers: boolean;
          hidden_at: string | null;
          hidden_by: string | null;
          hidden_reason: string | null;
          landmark: boolean;
          precision: Database['public']['Enums']['location_precision'];
          public_lang: string | null;
          public_text: string | null;
          released_at: string | null;
          released_by: string | null;
          report_id: string;
        };
        ComputedFields: never;
        Insert: {
          answer_event_id?: number | null;
          answer_lang?: string | null;
          answer_text?: string | null;
          answers?: boolean;
          hidden_at?: string | null;
          hidden_by?: string | null;
          hidden_reason?: string | null;
          landmark?: boolean;
          precision: Database['public']['Enums']['location_precision'];
          public_lang?: string | null;
          public_text?: string | null;
          released_at?: string | null;
          released_by?: string | null;
          report_id: string;
        };
        Update: {
          answer_event_id?: number | null;
          answer_lang?: string | null;
          answer_text?: string | null;
          answers?: boolean;
          hidden_at?: string | null;
          hidden_by?: string | null;
          hidden_reason?: string | null;
          landmark?: boolean;
          precision?: Database['public']['Enums']['location_precision'];
          public_lang?: string | null;
          public_text?: string | null;
          released_at?: string | null;
          released_by?: string | null;
          report_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'report_releases_answer_event_id_fkey';
            columns: ['answer_event_id'];
            isOneToOne: false;
            referencedRelation: 'report_events';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'report_releases_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: true;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          }
        ];
      };
      report_sites: {
        Row: {
          linked_at: string;
          linked_by: string | null;
          report_id: string;
          site_id: string;
        };
        ComputedFields: never;
        Insert: {
          linked_at: string;
          linked_by?: string | null;
          report_id: string;
          site_id: string;
        };
        Update: {
          linked_at?: string;
          linked_by?: string | null;
          report_id?: string;
          site_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'report_sites_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: true;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'report_sites_site_id_fkey';
            columns: ['site_id'];
            isOneToOne: false;
            referencedRelation: 'sites';
            referencedColumns: ['id'];
          }
        ];
      };
      report_units: {
        Row: {
          id: number;
          part: Database['public']['Enums']['unit_part'];
          report_id: string;
          since: string;
          unit_code: string;
          until: string | null;
        };
        ComputedFields: never;
        Insert: {
          id?: never;
          part: Database['public']['Enums']['unit_part'];
          report_id: string;
          since: string;
          unit_code: string;
          until?: string | null;
        };
        Update: {
          id?: never;
          part?: Database['public']['Enums']['unit_part'];
          report_id?: string;
          since?: string;
          unit_code?: string;
          until?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'report_units_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'report_units_unit_code_fkey';
            columns: ['unit_code'];
            isOneToOne: false;
            referencedRelation: 'units';
            referencedColumns: ['code'];
          }
        ];
      };
      reports: {
        Row: {
          accepted_at: string | null;
          account_deleted_at: string | null;
          again_of: string | null;
          aged: boolean | null;
          answered_at: string | null;
          answers: NonNullable<Json>;
          appealed_at: string | null;
          asked_by: Database['public']['Enums']['report_party'] | null;
          assists: string[] | null;
          author_id: string | null;
          category_code: string;
          code: string;
          contact_ok: boolean;
          content_hash: string;
          counts_from: string;
          danger_answered: string | null;
          deferral_allowed: boolean;
          deferrals: number;
          deferred_days: number;
          deferred_until: string | null;
          description: string;
          due_at: string | null;
          due_provisional: boolean;
          ended_at: string | null;
          escalated_at: string | null;
          forgotten_at: string | null;
          happened_at: string | null;
          id: string;
          joined: boolean;
          key_hash: string;
          landmark: string | null;
          lang: string;
          lat: number | null;
          late_from: string | null;
          lead_unit_code: string | null;
          limit_days: number | null;
          lng: number | null;
          mediation: boolean;
          merged_into: string | null;
          objections: number;
          outcome: Database['public']['Enums']['report_outcome'] | null;
          outside: boolean;
          photo_added_at: string | null;
          photos_complete_at: string | null;
          photos_declared: number;
          photos_since: string | null;
          place: string | null;
          publish: boolean;
          published_at: string | null;
          received_at: string;
          reopenings: number;
          reporter_left_at: string | null;
          stage_due_at: string | null;
          stage_due_provisional: boolean;
          stage_since: string;
          status: Database['public']['Enums']['report_status'];
          subdistrict_code: string;
          subdistrict_guessed: boolean;
          time_pattern: Database['public']['Enums']['report_time_pattern'] | null;
          updated_at: string;
          urgent_at: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          accepted_at?: string | null;
          account_deleted_at?: string | null;
          again_of?: string | null;
          aged?: boolean | null;
          answered_at?: string | null;
          answers?: NonNullable<Json>;
          appealed_at?: string | null;
          asked_by?: Database['public']['Enums']['report_party'] | null;
          assists?: string[] | null;
          author_id?: string | null;
          category_code: string;
          code: string;
          contact_ok?: boolean;
          content_hash: string;
          counts_from: string;
          danger_answered?: string | null;
          deferral_allowed?: boolean;
          deferrals?: number;
          deferred_days?: number;
          deferred_until?: string | null;
          description: string;
          due_at?: string | null;
          due_provisional?: boolean;
          ended_at?: string | null;
          escalated_at?: string | null;
          forgotten_at?: string | null;
          happened_at?: string | null;
          id: string;
          joined?: boolean;
          key_hash: string;
          landmark?: string | null;
          lang: string;
          lat?: number | null;
          late_from?: string | null;
          lead_unit_code?: string | null;
          limit_days?: number | null;
          lng?: number | null;
          mediation?: boolean;
          merged_into?: string | null;
          objections?: number;
          outcome?: Database['public']['Enums']['report_outcome'] | null;
          outside?: boolean;
          photo_added_at?: string | null;
          photos_complete_at?: string | null;
          photos_declared?: number;
          photos_since?: string | null;
          place?: string | null;
          publish?: boolean;
          published_at?: string | null;
          received_at: string;
          reopenings?: number;
          reporter_left_at?: string | null;
          stage_due_at?: string | null;
          stage_due_provisional?: boolean;
          stage_since: string;
          status?: Database['public']['Enums']['report_status'];
          subdistrict_code: string;
          subdistrict_guessed?: boolean;
          time_pattern?: Database['public']['Enums']['report_time_pattern'] | null;
          updated_at: string;
          urgent_at?: string | null;
          version?: number;
        };
        Update: {
          accepted_at?: string | null;
          account_deleted_at?: string | null;
          again_of?: string | null;
          aged?: boolean | null;
          answered_at?: string | null;
          answers?: NonNullable<Json>;
          appealed_at?: string | null;
          asked_by?: Database['public']['Enums']['report_party'] | null;
          assists?: string[] | null;
          author_id?: string | null;
          category_code?: string;
          code?: string;
          contact_ok?: boolean;
          content_hash?: string;
          counts_from?: string;
          danger_answered?: string | null;
          deferral_allowed?: boolean;
          deferrals?: number;
          deferred_days?: number;
          deferred_until?: string | null;
          description?: string;
          due_at?: string | null;
          due_provisional?: boolean;
          ended_at?: string | null;
          escalated_at?: string | null;
          forgotten_at?: string | null;
          happened_at?: string | null;
          id?: string;
          joined?: boolean;
          key_hash?: string;
          landmark?: string | null;
          lang?: string;
          lat?: number | null;
          late_from?: string | null;
          lead_unit_code?: string | null;
          limit_days?: number | null;
          lng?: number | null;
          mediation?: boolean;
          merged_into?: string | null;
          objections?: number;
          outcome?: Database['public']['Enums']['report_outcome'] | null;
          outside?: boolean;
          photo_added_at?: string | null;
          photos_complete_at?: string | null;
          photos_declared?: number;
          photos_since?: string | null;
          place?: string | null;
          publish?: boolean;
          published_at?: string | null;
          received_at?: string;
          reopenings?: number;
          reporter_left_at?: string | null;
          stage_due_at?: string | null;
          stage_due_provisional?: boolean;
          stage_since?: string;
          status?: Database['public']['Enums']['report_status'];
          subdistrict_code?: string;
          subdistrict_guessed?: boolean;
          time_pattern?: Database['public']['Enums']['report_time_pattern'] | null;
          updated_at?: string;
          urgent_at?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'reports_again_of_fkey';
            columns: ['again_of'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'reports_category_code_fkey';
            columns: ['category_code'];
            isOneToOne: false;
            referencedRelation: 'categories';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'reports_lead_unit_code_fkey';
            columns: ['lead_unit_code'];
            isOneToOne: false;
            referencedRelation: 'units';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'reports_merged_into_fkey';
            columns: ['merged_into'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'reports_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      response_templates: {
        Row: {
          category_group: string | null;
          id: string;
          move: string;
          position: number;
          text_en: string;
          text_zh: string;
          title_en: string;
          title_zh: string;
        };
        ComputedFields: never;
        Insert: {
          category_group?: string | null;
          id: string;
          move: string;
          position: number;
          text_en: string;
          text_zh: string;
          title_en: string;
          title_zh: string;
        };
        Update: {
          category_group?: string | null;
          id?: string;
          move?: string;
          position?: number;
          text_en?: string;
          text_zh?: string;
          title_en?: string;
          title_zh?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'response_templates_category_group_fkey';
            columns: ['category_group'];
            isOneToOne: false;
            referencedRelation: 'category_groups';
            referencedColumns: ['code'];
          }
        ];
      };
      route_lines: {
        Row: {
          licence: string;
          line: NonNullable<Json>;
          quality: Database['public']['Enums']['line_quality'];
          route_id: string;
          source: string;
        };
        ComputedFields: never;
        Insert: {
          licence: string;
          line: NonNullable<Json>;
          quality: Database['public']['Enums']['line_quality'];
          route_id: string;
          source: string;
        };
        Update: {
          licence?: string;
          line?: NonNullable<Json>;
          quality?: Database['public']['Enums']['line_quality'];
          route_id?: string;
          source?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'route_lines_route_id_fkey';
            columns: ['route_id'];
            isOneToOne: true;
            referencedRelation: 'routes';
            referencedColumns: ['id'];
          }
        ];
      };
      route_stops: {
        Row: {
          landmark_code: string | null;
          lat: number | null;
          lng: number | null;
          name_en: string;
          name_zh: string;
          number: number;
          place_id: string | null;
          position_quality: Database['public']['Enums']['position_quality'] | null;
          route_id: string;
          source: string;
          text_en: string | null;
          text_zh: string | null;
        };
        ComputedFields: never;
        Insert: {
          landmark_code?: string | null;
          lat?: number | null;
          lng?: number | null;
          name_en: string;
          name_zh: string;
          number: number;
          place_id?: string | null;
          position_quality?: Database['public']['Enums']['position_quality'] | null;
          route_id: string;
          source: string;
          text_en?: string | null;
          text_zh?: string | null;
        };
        Update: {
          landmark_code?: string | null;
          lat?: number | null;
          lng?: number | null;
          name_en?: string;
          name_zh?: string;
          number?: number;
          place_id?: string | null;
          position_quality?: Database['public']['Enums']['position_quality'] | null;
          route_id?: string;
          source?: string;
          text_en?: string | null;
          text_zh?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'route_stops_landmark_code_fkey';
            columns: ['landmark_code'];
            isOneToOne: false;
            referencedRelation: 'landmarks';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'route_stops_place_id_fkey';
            columns: ['place_id'];
            isOneToOne: false;
            referencedRelation: 'places';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'route_stops_route_id_fkey';
            columns: ['route_id'];
            isOneToOne: false;
            referencedRelation: 'routes';
            referencedColumns: ['id'];
          }
        ];
      };
      routes: {
        Row: {
          as_of: string | null;
          changed_at: string;
          checked_at: string | null;
          data_quality: Database['public']['Enums']['place_quality'];
          end_landmark: string | null;
          flower_code: string | null;
          id: string;
          kind: Database['public']['Enums']['route_kind'];
          length_m: number | null;
          measure: number;
          months: number[] | null;
          name_en: string;
          name_zh: string;
          position: number;
          season_en: string | null;
          season_source: string | null;
          season_zh: string | null;
          slug: string;
          source: string;
          start_landmark: string | null;
          stations_source: string | null;
          status: Database['public']['Enums']['place_status'];
          step_free: Database['public']['Enums']['place_presence'];
          step_free_demo: boolean;
          step_free_source: string | null;
          summary_en: string | null;
          summary_zh: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          as_of?: string | null;
          changed_at?: string;
          checked_at?: string | null;
          data_quality: Database['public']['Enums']['place_quality'];
          end_landmark?: string | null;
          flower_code?: string | null;
          id?: string;
          kind: Database['public']['Enums']['route_kind'];
          length_m?: number | null;
          measure?: number;
          months?: number[] | null;
          name_en: string;
          name_zh: string;
          position?: number;
          season_en?: string | null;
          season_source?: string | null;
          season_zh?: string | null;
          slug: string;
          source: string;
          start_landmark?: string | null;
          stations_source?: string | null;
          status?: Database['public']['Enums']['place_status'];
          step_free?: Database['public']['Enums']['place_presence'];
          step_free_demo?: boolean;
          step_free_source?: string | null;
          summary_en?: string | null;
          summary_zh?: string | null;
          version?: number;
        };
        Update: {
          as_of?: string | null;
          changed_at?: string;
          checked_at?: string | null;
          data_quality?: Database['public']['Enums']['place_quality'];
          end_landmark?: string | null;
          flower_code?: string | null;
          id?: string;
          kind?: Database['public']['Enums']['route_kind'];
          length_m?: number | null;
          measure?: number;
          months?: number[] | null;
          name_en?: string;
          name_zh?: string;
          position?: number;
          season_en?: string | null;
          season_source?: string | null;
          season_zh?: string | null;
          slug?: string;
          source?: string;
          start_landmark?: string | null;
          stations_source?: string | null;
          status?: Database['public']['Enums']['place_status'];
          step_free?: Database['public']['Enums']['place_presence'];
          step_free_demo?: boolean;
          step_free_source?: string | null;
          summary_en?: string | null;
          summary_zh?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'routes_end_landmark_fkey';
            columns: ['end_landmark'];
            isOneToOne: false;
            referencedRelation: 'landmarks';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'routes_flower_code_fkey';
            columns: ['flower_code'];
            isOneToOne: false;
            referencedRelation: 'flowers';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'routes_measure_fkey';
            columns: ['measure'];
            isOneToOne: false;
            referencedRelation: 'measures';
            referencedColumns: ['number'];
          },
          {
            foreignKeyName: 'routes_start_landmark_fkey';
            columns: ['start_landmark'];
            isOneToOne: false;
            referencedRelation: 'landmarks';
            referencedColumns: ['code'];
          }
        ];
      };
      sighting_photos: {
        Row: {
          credit: string | null;
          decided_at: string | null;
          decided_by: string | null;
          name: string;
          nothing_identifies: boolean;
          position: number;
          sighting_id: string;
          state: Database['public']['Enums']['sighting_photo_state'];
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          credit?: string | null;
          decided_at?: string | null;
          decided_by?: string | null;
          name: string;
          nothing_identifies?: boolean;
          position: number;
          sighting_id: string;
          state?: Database['public']['Enums']['sighting_photo_state'];
          user_id: string;
        };
        Update: {
          credit?: string | null;
          decided_at?: string | null;
          decided_by?: string | null;
          name?: string;
          nothing_identifies?: boolean;
          position?: number;
          sighting_id?: string;
          state?: Database['public']['Enums']['sighting_photo_state'];
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'sighting_photos_name_fkey';
            columns: ['name'];
            isOneToOne: true;
            referencedRelation: 'green_photos';
            referencedColumns: ['name'];
          },
          {
            foreignKeyName: 'sighting_photos_sighting_id_fkey';
            columns: ['sighting_id'];
            isOneToOne: false;
            referencedRelation: 'sightings';
            referencedColumns: ['id'];
          }
        ];
      };
      sightings: {
        Row: {
          created_at: string;
          decided_at: string | null;
          decided_by: string | null;
          demo: boolean;
          id: string;
          lang: string;
          place_id: string | null;
          seen_on: string;
          sensitive: boolean;
          status: Database['public']['Enums']['sighting_status'];
          subdistrict_code: string;
          taxon_code: string | null;
          taxon_words: string | null;
          user_id: string | null;
          withdrawn_at: string | null;
          words: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at: string;
          decided_at?: string | null;
          decided_by?: string | null;
          demo?: boolean;
          id: string;
          lang: string;
          place_id?: string | null;
          seen_on: string;
          sensitive?: boolean;
          status?: Database['public']['Enums']['sighting_status'];
          subdistrict_code: string;
          taxon_code?: string | null;
          taxon_words?: string | null;
          user_id?: string | null;
          withdrawn_at?: string | null;
          words?: string | null;
        };
        Update: {
          created_at?: string;
          decided_at?: string | null;
          decided_by?: string | null;
          demo?: boolean;
          id?: string;
          lang?: string;
          place_id?: string | null;
          seen_on?: string;
          sensitive?: boolean;
          status?: Database['public']['Enums']['sighting_status'];
          subdistrict_code?: string;
          taxon_code?: string | null;
          taxon_words?: string | null;
          user_id?: string | null;
          withdrawn_at?: string | null;
          words?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'sightings_place_id_fkey';
            columns: ['place_id'];
            isOneToOne: false;
            referencedRelation: 'places';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'sightings_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'sightings_taxon_code_fkey';
            columns: ['taxon_code'];
            isOneToOne: false;
            referencedRelation: 'taxa';
            referencedColumns: ['code'];
          }
        ];
      };
      site_events: {
        Row: {
          act: Database['public']['Enums']['site_act'];
          actor_id: string | null;
          created_at: string;
          data: NonNullable<Json>;
          id: number;
          other_site_id: string | null;
          report_id: string | null;
          site_id: string;
          unit_code: string | null;
        };
        ComputedFields: never;
        Insert: {
          act: Database['public']['Enums']['site_act'];
          actor_id?: string | null;
          created_at: string;
          data?: NonNullable<Json>;
          id?: never;
          other_site_id?: string | null;
          report_id?: string | null;
          site_id: string;
          unit_code?: string | null;
        };
        Update: {
          act?: Database['public']['Enums']['site_act'];
          actor_id?: string | null;
          created_at?: string;
          data?: NonNullable<Json>;
          id?: never;
          other_site_id?: string | null;
          report_id?: string | null;
          site_id?: string;
          unit_code?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'site_events_other_site_id_fkey';
            columns: ['other_site_id'];
            isOneToOne: false;
            referencedRelation: 'sites';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'site_events_report_id_fkey';
            columns: ['report_id'];
            isOneToOne: false;
            referencedRelation: 'reports';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'site_events_site_id_fkey';
            columns: ['site_id'];
            isOneToOne: false;
            referencedRelation: 'sites';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'site_events_unit_code_fkey';
            columns: ['unit_code'];
            isOneToOne: false;
            referencedRelation: 'units';
            referencedColumns: ['code'];
          }
        ];
      };
      sites: {
        Row: {
          active_at: string;
          archived_at: string | null;
          created_at: string;
          created_by: string | null;
          forgotten_at: string | null;
          grams: unknown;
          id: string;
          kind: Database['public']['Enums']['site_kind'];
          landmark: string | null;
          lat: number | null;
          line: string;
          lng: number | null;
          merged_into: string | null;
          name_en: string | null;
          name_zh: string | null;
          names: string[];
          note: string | null;
          reports: number;
          root_id: string;
          spot: unknown;
          subdistrict_code: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          active_at: string;
          archived_at?: string | null;
          created_at: string;
          created_by?: string | null;
          forgotten_at?: string | null;
          grams?: never;
          id: string;
          kind: Database['public']['Enums']['site_kind'];
          landmark?: string | null;
          lat?: number | null;
          line?: never;
          lng?: number | null;
          merged_into?: string | null;
          name_en?: string | null;
          name_zh?: string | null;
          names?: never;
          note?: string | null;
          reports?: number;
          root_id: string;
          spot?: never;
          subdistrict_code: string;
          updated_at: string;
          version?: number;
        };
        Update: {
          active_at?: string;
          archived_at?: string | null;
          created_at?: string;
          created_by?: string | null;
          forgotten_at?: string | null;
          grams?: never;
          id?: string;
          kind?: Database['public']['Enums']['site_kind'];
          landmark?: string | null;
          lat?: number | null;
          line?: never;
          lng?: number | null;
          merged_into?: string | null;
          name_en?: string | null;
          name_zh?: string | null;
          names?: never;
          note?: string | null;
          reports?: number;
          root_id?: string;
          spot?: never;
          subdistrict_code?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'sites_merged_into_fkey';
            columns: ['merged_into'];
            isOneToOne: false;
            referencedRelation: 'sites';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'sites_root_id_fkey';
            columns: ['root_id'];
            isOneToOne: false;
            referencedRelation: 'sites';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'sites_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      spot_supports: {
        Row: {
          id: number;
          spot_id: string;
          supported_at: string;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          id?: never;
          spot_id: string;
          supported_at: string;
          user_id?: string | null;
        };
        Update: {
          id?: never;
          spot_id?: string;
          supported_at?: string;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'spot_supports_spot_id_fkey';
            columns: ['spot_id'];
            isOneToOne: false;
            referencedRelation: 'spots';
            referencedColumns: ['id'];
          }
        ];
      };
      spots: {
        Row: {
          hidden_at: string | null;
          id: string;
          lang: string;
          released_at: string;
          released_by: string | null;
          subdistrict_code: string;
          supports: number;
          title: string;
          words: string;
        };
        ComputedFields: never;
        Insert: {
          hidden_at?: string | null;
          id: string;
          lang: string;
          released_at: string;
          released_by?: string | null;
          subdistrict_code: string;
          supports?: number;
          title: string;
          words: string;
        };
        Update: {
          hidden_at?: string | null;
          id?: string;
          lang?: string;
          released_at?: string;
          released_by?: string | null;
          subdistrict_code?: string;
          supports?: number;
          title?: string;
          words?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'spots_id_fkey';
            columns: ['id'];
            isOneToOne: true;
            referencedRelation: 'place_suggestions';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'spots_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      stage_limits: {
        Row: {
          as_of: string;
          category_code: string | null;
          id: number;
          source_en: string;
          source_zh: string;
          status: string;
          working_days: number;
        };
        ComputedFields: never;
        Insert: {
          as_of: string;
          category_code?: string | null;
          id?: never;
          source_en: string;
          source_zh: string;
          status: string;
          working_days: number;
        };
        Update: {
          as_of?: string;
          category_code?: string | null;
          id?: never;
          source_en?: string;
          source_zh?: string;
          status?: string;
          working_days?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'stage_limits_category_code_fkey';
            columns: ['category_code'];
            isOneToOne: false;
            referencedRelation: 'categories';
            referencedColumns: ['code'];
          }
        ];
      };
      subdistricts: {
        Row: {
          code: string;
          communities: number;
          kind: Database['public']['Enums']['subdistrict_kind'];
          lat: number;
          lng: number;
          name_en: string;
          name_zh: string;
          position_quality: Database['public']['Enums']['position_quality'];
        };
        ComputedFields: never;
        Insert: {
          code: string;
          communities: number;
          kind: Database['public']['Enums']['subdistrict_kind'];
          lat: number;
          lng: number;
          name_en: string;
          name_zh: string;
          position_quality: Database['public']['Enums']['position_quality'];
        };
        Update: {
          code?: string;
          communities?: number;
          kind?: Database['public']['Enums']['subdistrict_kind'];
          lat?: number;
          lng?: number;
          name_en?: string;
          name_zh?: string;
          position_quality?: Database['public']['Enums']['position_quality'];
        };
        Relationships: [];
      };
      suggestion_photos: {
        Row: {
          credit: string | null;
          name: string;
          offered: boolean;
          position: number;
          suggestion_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          credit?: string | null;
          name: string;
          offered: boolean;
          position: number;
          suggestion_id: string;
          user_id: string;
        };
        Update: {
          credit?: string | null;
          name?: string;
          offered?: boolean;
          position?: number;
          suggestion_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'suggestion_photos_name_fkey';
            columns: ['name'];
            isOneToOne: true;
            referencedRelation: 'green_photos';
            referencedColumns: ['name'];
          },
          {
            foreignKeyName: 'suggestion_photos_suggestion_id_fkey';
            columns: ['suggestion_id'];
            isOneToOne: false;
            referencedRelation: 'place_suggestions';
            referencedColumns: ['id'];
          }
        ];
      };
      taxa: {
        Row: {
          code: string;
          group_name: Database['public']['Enums']['taxon_group'];
          name_en: string;
          name_latin: string;
          name_zh: string;
          protection: string | null;
          protection_source: string | null;
        };
        ComputedFields: never;
        Insert: {
          code: string;
          group_name: Database['public']['Enums']['taxon_group'];
          name_en: string;
          name_latin: string;
          name_zh: string;
          protection?: string | null;
          protection_source?: string | null;
        };
        Update: {
          code?: string;
          group_name?: Database['public']['Enums']['taxon_group'];
          name_en?: string;
          name_latin?: string;
          name_zh?: string;
          protection?: string | null;
          protection_source?: string | null;
        };
        Relationships: [];
      };
      unit_months: {
        Row: {
          group_code: string;
          in_time: number;
          late: number;
          month: string;
          no_answer: number;
          no_contact: number;
          not_satisfied: number;
          not_solved: number;
          satisfied: number;
          satisfied_unsaid: number;
          sent_back: number;
          solved: number;
          solved_unsaid: number;
          under_way: number;
          unit_code: string;
        };
        ComputedFields: never;
        Insert: {
          group_code: string;
          in_time: number;
          late: number;
          month: string;
          no_answer: number;
          no_contact: number;
          not_satisfied: number;
          not_solved: number;
          satisfied: number;
          satisfied_unsaid: number;
          sent_back: number;
          solved: number;
          solved_unsaid: number;
          under_way: number;
          unit_code: string;
        };
        Update: {
          group_code?: string;
          in_time?: number;
          late?: number;
          month?: string;
          no_answer?: number;
          no_contact?: number;
          not_satisfied?: number;
          not_solved?: number;
          satisfied?: number;
          satisfied_unsaid?: number;
          sent_back?: number;
          solved?: number;
          solved_unsaid?: number;
          under_way?: number;
          unit_code?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'unit_months_group_code_fkey';
            columns: ['group_code'];
            isOneToOne: false;
            referencedRelation: 'category_groups';
            referencedColumns: ['code'];
          },
          {
            foreignKeyName: 'unit_months_unit_code_fkey';
            columns: ['unit_code'];
            isOneToOne: false;
            referencedRelation: 'units';
            referencedColumns: ['code'];
          }
        ];
      };
      units: {
        Row: {
          active: boolean;
          code: string;
          kind: Database['public']['Enums']['unit_kind'];
          name_en: string;
          name_zh: string;
          subdistrict_code: string | null;
        };
        ComputedFields: never;
        Insert: {
          active?: boolean;
          code: string;
          kind: Database['public']['Enums']['unit_kind'];
          name_en: string;
          name_zh: string;
          subdistrict_code?: string | null;
        };
        Update: {
          active?: boolean;
          code?: string;
          kind?: Database['public']['Enums']['unit_kind'];
          name_en?: string;
          name_zh?: string;
          subdistrict_code?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'units_subdistrict_code_fkey';
            columns: ['subdistrict_code'];
            isOneToOne: false;
            referencedRelation: 'subdistricts';
            referencedColumns: ['code'];
          }
        ];
      };
      user_roles: {
        Row: {
          created_at: string;
          id: number;
          role: Database['public']['Enums']['user_role'];
          suspended: boolean;
          unit_code: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: never;
          role: Database['public']['Enums']['user_role'];
          suspended?: boolean;
          unit_code?: string | null;
          user_id: string;
        };
        Update: {
          created_at?: string;
          id?: never;
          role?: Database['public']['Enums']['user_role'];
          suspended?: boolean;
          unit_code?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'user_roles_unit_code_fkey';
            columns: ['unit_code'];
            isOneToOne: false;
            referencedRelation: 'units';
            referencedColumns: ['code'];
          }
        ];
      };
      waterways: {
        Row: {
          as_of: string | null;
          changed_at: string;
          data_quality: Database['public']['Enums']['place_quality'];
          id: string;
          kind: Database['public']['Enums']['waterway_kind'];
          name_en: string;
          name_zh: string;
          position: number;
          slug: string;
          source: string;
          status: Database['public']['Enums']['place_status'];
          summary_en: string | null;
          summary_zh: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          as_of?: string | null;
          changed_at?: string;
          data_quality: Database['public']['Enums']['place_quality'];
          id?: string;
          kind: Database['public']['Enums']['waterway_kind'];
          name_en: string;
          name_zh: string;
          position?: number;
          slug: string;
          source: string;
          status?: Database['public']['Enums']['place_status'];
          summary_en?: string | null;
          summary_zh?: string | null;
          version?: number;
        };
        Update: {
          as_of?: string | null;
          changed_at?: string;
          data_quality?: Database['public']['Enums']['place_quality'];
          id?: string;
          kind?: Database['public']['Enums']['waterway_kind'];
          name_en?: string;
          name_zh?: string;
          position?: number;
          slug?: string;
          source?: string;
          status?: Database['public']['Enums']['place_status'];
          summary_en?: string | null;
          summary_zh?: string | null;
          version?: number;
        };
        Relationships: [];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      act_on_order: { Args: { details?: Json; token: string; version: number }; Returns: Json };
      add_place_photo: { Args: { photo: Json; place_id: string; sha256: string; write_id?: string }; Returns: Json };
      addresses_in_use: { Args: { addresses: string[] }; Returns: string[] };
      allow_green_cover: { Args: { form_id: string; photo: string; rectangles: Json; seen: string }; Returns: Json };
      allow_order_photo: { Args: { sha256: string; token: string }; Returns: string };
      allow_photo_read: { Args: { key: string; report_id: string; sha256: string }; Returns: string };
      allow_photo_release: {
        Args: { details?: Json; form_id: string; report_id: string; sha256: string; version: number };
        Returns: Json;
      };
      allow_photo_upload: { Args: { key: string; report_id: string; sha256: string }; Returns: Json };
      answer_suggestion: {
        Args: { answer?: string; change_id: string; suggestion_id: string; verdict: string };
        Returns: Json;
      };
      apply_import: { Args: { choice: string; import_id: string }; Returns: Json };
      ask_code: { Args: { address: string; client: string; kind: string }; Returns: undefined };
      bloom_calendar: {
        Args: { flower?: string; month?: number; place?: string; subdistrict?: string };
        Returns: Json;
      };
      bloom_days: { Args: { size?: number }; Returns: Json };
      blooms_this_week: { Args: { size?: number }; Returns: Json };
      case_order: { Args: { report_id: string }; Returns: Json };
      case_site: { Args: { report_id: string }; Returns: Json };
      change_place_photo: {
        Args: { photo: Json; photo_id: string; place_id: string; version: number; write_id?: string };
        Returns: Json;
      };
      change_site: {
        Args: { act: string; details?: Json; site_id: string; version: number; write_id?: string };
        Returns: Json;
      };
      check_import: {
        Args: { crs: string; file_name: string; format: string; import_id: string; rows: Json };
        Returns: Json;
      };
      check_place_photo: {
        Args: { photo_name: string; place_id: string; seen: string; write_id?: string };
        Returns: Json;
      };
      claim_letters: { Args: { n: number }; Returns: Json };
      claim_report: { Args: { key: string; report_id: string }; Returns: undefined };
      confirm_bloom: { Args: { asked: Json }; Returns: Json };
      confirm_follow: { Args: { token: string }; Returns: Json };
      decide_appeal: {
        Args: { appeal_id: string; decision: string; internal_text: string; public_lang?: string; public_text: string };
        Returns: Json;
      };
      decide_sighting: { Args: { id: string; sensitive: boolean; shown: boolean }; Returns: undefined };
      decide_sighting_photo: {
        Args: { name: string; nothing_identifies: boolean; shown: boolean };
        Returns: undefined;
      };
      delete_my_account: { Args: { confirm: string }; Returns: Json };
      drop_letter: { Args: { id: string; write_id?: string }; Returns: undefined };
      export_my_data: { Args: Record<PropertyKey, never>; Returns: Json };
      export_places: { Args: { after?: string }; Returns: Json };
      file_appeal: {
        Args: { appeal_id: string; key?: string; lang?: string; report_id: string; words: string };
        Returns: Json;
      };
      find_chiefs: { Args: { board?: string; lat?: number; lng?: number; subdistrict?: string }; Returns: Json };
      follow: { Args: { asked: Json }; Returns: Json };
      follow_by_mail: { Args: { asked: Json; client: string }; Returns: Json };
      follow_link: { Args: { token: string }; Returns: Json };
      give_up_photos: { Args: { key: string; report_id: string }; Returns: undefined };
      green_cover_stored: { Args: { name: string }; Returns: Json };
      green_desk: { Args: { kind: string; thing_id: string }; Returns: Json };
      green_list: { Args: { after?: string; kind: string; q?: string; status?: string }; Returns: Json };
      green_photo_desk: { Args: { name: string }; Returns: Json };
      green_photo_is_public: { Args: { name: string }; Returns: boolean };
      green_photo_stored: { Args: { bytes: number; height: number; name: string; width: number }; Returns: undefined };
      held_green_photos: { Args: { form_id: string }; Returns: Json };
      held_photos: { Args: { key: string; report_id: string }; Returns: Json };
      hide_bloom: { Args: { hidden: boolean; id: string }; Returns: undefined };
      hide_report: { Args: { reason: string; report_id: string; version: number; write_id?: string }; Returns: Json };
      hide_spot: { Args: { suggestion_id: string }; Returns: Json };
      hold_green_photo: { Args: { form_id: string; sha256: string }; Returns: Json };
      hold_photo: { Args: { client: string; key: string; report_id: string; sha256: string }; Returns: Json };
      home_figures: { Args: Record<PropertyKey, never>; Returns: Json };
      hotline_notes_of: { Args: { key?: string; report_id: string }; Returns: Json };
      join_suggestions: { Args: { main_id: string; suggestion_id: string; write_id?: string }; Returns: Json };
      letter_failed: { Args: { code: string; id: string }; Returns: undefined };
      letter_link: { Args: { token: string }; Returns: Json };
      letter_sent: { Args: { id: string }; Returns: undefined };
      link_site: { Args: { report_id: string; site_id: string }; Returns: Json };
      linked_cases: { Args: { key?: string; report_id: string }; Returns: Json };
      list_routes: {
        Args: {
          after?: string;
          kinds?: string[];
          month?: number;
          most_m?: number;
          needs?: string[];
          size?: number;
          step_free?: boolean;
        };
        Returns: Json;
      };
      list_spots: { Args: { after?: string; size?: number; sort?: string }; Returns: Json };
      log_sighting: { Args: { asked: Json }; Returns: Json };
      make_site: { Args: { details: Json; report_id?: string; site_id: string }; Returns: Json };
      merge_candidates: { Args: { report_id: string }; Returns: Json };
      move_report: {
        Args: { details?: Json; key?: string; move: string; report_id: string; version: number; write_id?: string };
        Returns: Json;
      };
      my_blooms: { Args: Record<PropertyKey, never>; Returns: Json };
      my_follows: { Args: Record<PropertyKey, never>; Returns: Json };
      my_reports: { Args: { keys: Json }; Returns: Json };
      my_sightings: { Args: Record<PropertyKey, never>; Returns: Json };
      my_suggestions: { Args: Record<PropertyKey, never>; Returns: Json };
      nature_log: { Args: { after?: string; group_name?: string; size?: number; subdistrict?: string }; Returns: Json };
      note_hotline: {
        Args: { key: string; note_id: string; order_number: string; report_id: string; result: string };
        Returns: undefined;
      };
      part_suggestion: { Args: { suggestion_id: string; write_id?: string }; Returns: Json };
      photo_arrived: {
        Args: { bytes: number; height: number; key: string; name: string; report_id: string; width: number };
        Returns: Json;
      };
      photo_wanted: { Args: { key: string; report_id: string; sha256: string }; Returns: boolean };
      place_page: { Args: { slug: string }; Returns: Json };
      places_near: {
        Args: {
          after?: string;
          kinds?: string[];
          landmark?: string;
          lat?: number;
          lng?: number;
          needs?: string[];
          open_now?: boolean;
          size?: number;
          subdistrict?: string;
        };
        Returns: Json;
      };
      public_address: { Args: { report_id: string }; Returns: string };
      public_changes: { Args: { after?: string; size?: number; subdistrict?: string }; Returns: Json };
      public_list: { Args: { after_at?: string; after_id?: string; filters?: Json; size?: number }; Returns: Json };
      public_map: { Args: { bbox: number[]; filters?: Json; zoom: number }; Returns: Json };
      record_consents: { Args: { purposes: string[] }; Returns: undefined };
      release_photo: { Args: { name: string }; Returns: Json };
      release_report: {
        Args: { details?: Json; report_id: string; version: number; write_id?: string };
        Returns: Json;
      };
      release_spot: { Args: { details: Json; suggestion_id: string; write_id?: string }; Returns: Json };
      renew_order: { Args: { token: string; write_id?: string }; Returns: undefined };
      replace_report_key: { Args: { new_key: string; old_key: string; report_id: string }; Returns: undefined };
      report_appeal: { Args: { key?: string; report_id: string }; Returns: Json };
      report_case: { Args: { report_id: string }; Returns: Json };
      report_page: { Args: { key?: string; report_id: string }; Returns: Json };
      report_queue: {
        Args: { after_at?: string; after_id?: string; filters?: Json; queue: string; size?: number };
        Returns: Json;
      };
      report_queues: { Args: Record<PropertyKey, never>; Returns: Json };
      report_stage: { Args: { client: string; code: string }; Returns: Json };
      resend_order: { Args: { report_id: string; write_id?: string }; Returns: undefined };
      resume_follow: { Args: { id: string; write_id?: string }; Returns: undefined };
      retry_letter: { Args: { id: string; write_id?: string }; Returns: undefined };
      reveal_contact: { Args: { reason: string; report_id: string }; Returns: Json };
      route_page: { Args: { slug: string }; Returns: Json };
      run_due: { Args: Record<PropertyKey, never>; Returns: Json };
      same_problems: { Args: { category: string; lat?: number; lng?: number; subdistrict?: string }; Returns: Json };
      save_green: {
        Args: { change_id: string; kind: string; sheet: Json; thing_id: string; version: number; why?: string };
        Returns: Json;
      };
      search_places: {
        Args: {
          kinds?: string[];
          lat?: number;
          lng?: number;
          needs?: string[];
          open_now?: boolean;
          q: string;
          size?: number;
        };
        Returns: Json;
      };
      set_follow_pace: { Args: { id: string; pace: string; write_id?: string }; Returns: undefined };
      set_publish: {
        Args: { key?: string; publish: boolean; report_id: string; write_id?: string };
        Returns: undefined;
      };
      set_spot_publish: { Args: { publish: boolean; suggestion_id: string; write_id?: string }; Returns: Json };
      set_unit_way: {
        Args: { address: string; unit_code: string; version: number; works_by: string };
        Returns: number;
      };
      show_suggestion_photo: { Args: { photo: Json; photo_name: string; write_id?: string }; Returns: Json };
      site_list: {
        Args: { after_at?: string; after_id?: string; filters?: Json; q?: string; size?: number };
        Returns: Json;
      };
      site_page: { Args: { after_at?: string; after_id?: string; site_id: string }; Returns: Json };
      spot_page: { Args: { spot_id: string }; Returns: Json };
      stop_follow: { Args: { id: string; write_id?: string }; Returns: undefined };
      stop_letters: { Args: { token: string }; Returns: Json };
      stuck_letters: { Args: Record<PropertyKey, never>; Returns: Json };
      submit_report: { Args: { client: string; submission: Json }; Returns: Json };
      suggest_dispatch: { Args: { report_id: string }; Returns: Json };
      suggest_place: { Args: { suggestion: Json }; Returns: Json };
      suggest_place_with_photos: { Args: { photos: Json; suggestion: Json }; Returns: Json };
      suggestion_queue: { Args: Record<PropertyKey, never>; Returns: Json };
      support_spot: { Args: { spot_id: string; supported: boolean; write_id?: string }; Returns: Json };
      sweep_green_photos: { Args: { removed?: string[] }; Returns: string[] };
      sweep_photos: { Args: { removed?: string[] }; Returns: string[] };
      sweep_released_photos: { Args: { removed?: string[] }; Returns: string[] };
      take_back_green: { Args: { change_id: string; revision_id: string; version: number }; Returns: Json };
      three_rates: { Args: Record<PropertyKey, never>; Returns: Json };
      throttle_credentials: { Args: { client: string; kind: string; subject: string }; Returns: undefined };
      try_code: { Args: { address: string; client: string; kind: string }; Returns: number };
      uncover_green_photo: { Args: { photo: string; seen: string; write_id?: string }; Returns: Json };
      undo_move: { Args: { event_id: number; key?: string; report_id: string; write_id?: string }; Returns: Json };
      unit_ways: { Args: Record<PropertyKey, never>; Returns: Json };
      unlink_site: { Args: { report_id: string; site_id: string; write_id?: string }; Returns: Json };
      waiting_orders: { Args: Record<PropertyKey, never>; Returns: Json };
      waterway_page: { Args: { slug: string }; Returns: Json };
      withdraw_bloom: { Args: { id: string }; Returns: undefined };
      withdraw_sighting: { Args: { id: string }; Returns: undefined };
      withhold_photo: {
        Args: { report_id: string; sha256: string; version: number; write_id?: string };
        Returns: Json;
      };
      work_order: { Args: { token: string }; Returns: Json };
    };
    Enums: {
      answer_kind: 'fixed' | 'scheduled' | 'inspected_nothing_found' | 'not_a_violation' | 'cannot_now' | 'not_ours';
      appeal_decision: 'upheld' | 'rejected';
      bloom_stage: 'bud' | 'first' | 'full' | 'fading';
      callback_word: 'yes' | 'no' | 'no_answer';
      chief_kind: 'river' | 'forest' | 'field';
      chief_level: 'district' | 'subdistrict' | 'community';
      day_kind: 'working_day' | 'rest_day';
      follow_pace: 'at_once' | 'daily' | 'weekly';
      green_act: 'create' | 'change' | 'import' | 'take_back';
      green_kind: 'place' | 'route' | 'waterway' | 'chief';
      joining_act: 'join' | 'part';
      line_quality: 'surveyed' | 'sourced' | 'schematic';
      location_precision: 'exact' | 'rounded' | 'subdistrict';
      photo_licence: 'cc0' | 'cc_by' | 'cc_by_sa' | 'public_domain' | 'permission';
      place_facility:
        | 'toilet'
        | 'shade'
        | 'seating'
        | 'playground'
        | 'step_free'
        | 'drinking_water'
        | 'lighting'
        | 'dogs'
        | 'bike_parking';
      place_kind:
        | 'park'
        | 'pocket_park'
        | 'garden'
        | 'wetland'
        | 'greenway_node'
        | 'square'
        | 'drop_off_point'
        | 'cool_place'
        | 'shelter';
      place_photo_state: 'published' | 'withdrawn';
      place_presence: 'yes' | 'no' | 'unknown';
      place_quality: 'checked' | 'sourced' | 'unchecked' | 'demo';
      place_status: 'draft' | 'published' | 'archived';
      position_quality: 'surveyed' | 'sourced' | 'approximate';
      question_kind: 'choice' | 'text' | 'yes_no';
      report_outcome: 'solved' | 'not_solved' | 'unverified' | 'no_information' | 'unanswered';
      report_party: 'reporter' | 'moderator' | 'handler' | 'clock';
      report_stage: 'open' | 'answered' | 'closed';
      report_status:
        | 'submitted'
        | 'needs_info'
        | 'accepted'
        | 'dispatched'
        | 'in_progress'
        | 'objected'
        | 'deferred'
        | 'resolved'
        | 'reopened'
        | 'closed'
        | 'merged'
        | 'redirected'
        | 'refused'
        | 'withdrawn';
      report_time_pattern: 'once' | 'daily' | 'workdays' | 'weekends' | 'nights' | 'irregular';
      route_kind: 'waterfront' | 'greenway' | 'garden_road' | 'nature';
      sighting_photo_state: 'waiting' | 'shown' | 'refused';
      sighting_status: 'waiting' | 'shown' | 'refused' | 'withdrawn';
      site_act: 'make' | 'edit' | 'archive' | 'restore' | 'merge' | 'split' | 'link' | 'unlink' | 'forget';
      site_kind:
        | 'restaurant'
        | 'shop'
        | 'market'
        | 'construction_site'
        | 'workshop'
        | 'machine'
        | 'waste_point'
        | 'outfall'
        | 'car_park'
        | 'other';
      subdistrict_kind: 'subdistrict' | 'area';
      suggestion_kind: 'spot' | 'there' | 'gone' | 'closed' | 'other';
      suggestion_status: 'waiting' | 'accepted' | 'refused';
      taxon_group: 'bird' | 'mammal' | 'amphibian' | 'insect' | 'plant' | 'other';
      unit_kind: 'subdistrict' | 'department';
      unit_part: 'lead' | 'assist';
      user_role: 'handler' | 'moderator' | 'publisher' | 'admin' | 'organizer' | 'teacher';
      waterway_kind: 'river' | 'lake' | 'ditch';
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    keyof (DefaultSchema['Tables'] & DefaultSchema['Views']) | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never) = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never) = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    keyof DefaultSchema['CompositeTypes'] | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never) = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {
      answer_kind: ['fixed', 'scheduled', 'inspected_nothing_found', 'not_a_violation', 'cannot_now', 'not_ours'],
      appeal_decision: ['upheld', 'rejected'],
      bloom_stage: ['bud', 'first', 'full', 'fading'],
      callback_word: ['yes', 'no', 'no_answer'],
      chief_kind: ['river', 'forest', 'field'],
      chief_level: ['district', 'subdistrict', 'community'],
      day_kind: ['working_day', 'rest_day'],
      follow_pace: ['at_once', 'daily', 'weekly'],
      green_act: ['create', 'change', 'import', 'take_back'],
      green_kind: ['place', 'route', 'waterway', 'chief'],
      joining_act: ['join', 'part'],
      line_quality: ['surveyed', 'sourced', 'schematic'],
      location_precision: ['exact', 'rounded', 'subdistrict'],
      photo_licence: ['cc0', 'cc_by', 'cc_by_sa', 'public_domain', 'permission'],
      place_facility: [
        'toilet',
        'shade',
        'seating',
        'playground',
        'step_free',
        'drinking_water',
        'lighting',
        'dogs',
        'bike_parking'
      ],
      place_kind: [
        'park',
        'pocket_park',
        'garden',
        'wetland',
        'greenway_node',
        'square',
        'drop_off_point',
        'cool_place',
        'shelter'
      ],
      place_photo_state: ['published', 'withdrawn'],
      place_presence: ['yes', 'no', 'unknown'],
      place_quality: ['checked', 'sourced', 'unchecked', 'demo'],
      place_status: ['draft', 'published', 'archived'],
      position_quality: ['surveyed', 'sourced', 'approximate'],
      question_kind: ['choice', 'text', 'yes_no'],
      report_outcome: ['solved', 'not_solved', 'unverified', 'no_information', 'unanswered'],
      report_party: ['reporter', 'moderator', 'handler', 'clock'],
      report_stage: ['open', 'answered', 'closed'],
      report_status: [
        'submitted',
        'needs_info',
        'accepted',
        'dispatched',
        'in_progress',
        'objected',
        'deferred',
        'resolved',
        'reopened',
        'closed',
        'merged',
        'redirected',
        'refused',
        'withdrawn'
      ],
      report_time_pattern: ['once', 'daily', 'workdays', 'weekends', 'nights', 'irregular'],
      route_kind: ['waterfront', 'greenway', 'garden_road', 'nature'],
      sighting_photo_state: ['waiting', 'shown', 'refused'],
      sighting_status: ['waiting', 'shown', 'refused', 'withdrawn'],
      site_act: ['make', 'edit', 'archive', 'restore', 'merge', 'split', 'link', 'unlink', 'forget'],
      site_kind: [
        'restaurant',
        'shop',
        'market',
        'construction_site',
        'workshop',
        'machine',
        'waste_point',
        'outfall',
        'car_park',
        'other'
      ],
      subdistrict_kind: ['subdistrict', 'area'],
      suggestion_kind: ['spot', 'there', 'gone', 'closed', 'other'],
      suggestion_status: ['waiting', 'accepted', 'refused'],
      taxon_group: ['bird', 'mammal', 'amphibian', 'insect', 'plant', 'other'],
      unit_kind: ['subdistrict', 'department'],
      unit_part: ['lead', 'assist'],
      user_role: ['handler', 'moderator', 'publisher', 'admin', 'organizer', 'teacher'],
      waterway_kind: ['river', 'lake', 'ditch']
    }
  }
} as const;
