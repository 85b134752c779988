export interface Notice {
  id: number;
  /** Null for news of an area, which is about several reports. */
  report_id: string | null;
  kind: string;
  params: {
    code?: string;
    status?: string;
    category_code?: string;
    group_code?: string;
    subdistrict_code?: string;
    label?: string;
    count?: number;
    suggestion_id?: string;
  };
  ready_at: string;
  read_at: string | null;
}

/** News of what somebody follows, which everybody may read; the others are about a case of the reader's own. */
export const isFollowed = ({ kind }: Pick<Notice, 'kind'>): boolean => kind.startsWith('followed_');
