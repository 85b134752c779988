export interface Notice {
  id: number;
  report_id: string;
  kind: string;
  params: { code?: string; status?: string; category_code?: string };
  ready_at: string;
  read_at: string | null;
}
