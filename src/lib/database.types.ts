export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
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
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      [_ in never]: never;
    };
    Enums: {
      day_kind: 'working_day' | 'rest_day';
      location_precision: 'exact' | 'rounded' | 'subdistrict';
      position_quality: 'surveyed' | 'sourced' | 'approximate';
      question_kind: 'choice' | 'text' | 'yes_no';
      subdistrict_kind: 'subdistrict' | 'area';
      unit_kind: 'subdistrict' | 'department';
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
      day_kind: ['working_day', 'rest_day'],
      location_precision: ['exact', 'rounded', 'subdistrict'],
      position_quality: ['surveyed', 'sourced', 'approximate'],
      question_kind: ['choice', 'text', 'yes_no'],
      subdistrict_kind: ['subdistrict', 'area'],
      unit_kind: ['subdistrict', 'department']
    }
  }
} as const;
