/** What the pages of a room ask the workshop for. */
import type { Dialect } from '../../../../sandbox/runtimes/dialect.ts';
import type { LeadRequest, MeView, ReportView, SeatView, ShownView } from '../../../room-messages.ts';
import { fetchView, post } from '../workshop.ts';

/** A draft that gave way to the solution. `at` is in ISO 8601. */
export interface SetAsideDraft {
  at: string;
  text: string;
}

export const TAKE_HOME = '/api/room/take-home';
export const REPORT_CSV = '/api/room/report.csv';
export const REPORT_JSON = '/api/room/report.json';

export const fetchDoor = () => fetchView<{ name: string }>('/api/room/door');
export const join = (code: string, name: string) => post<MeView>('/api/room/join', { code, name });
export const retake = (seatCode: string) => post<MeView>('/api/room/retake', { seatCode });
export const leave = () => post('/api/room/leave', {});
export const fetchShown = () => fetchView<ShownView>('/api/room/shown');
export const setAside = (step: string, dialect: Dialect, text: string) => post('/api/room/set-aside', { step, dialect, text });
export const fetchSetAside = (step: string, dialect: Dialect) =>
  fetchView<{ kept: SetAsideDraft[] }>(`/api/room/set-aside/${encodeURIComponent(step)}/${dialect}`);
export const lead = (request: LeadRequest) => post('/api/room/lead', request);
export const fetchSeat = (seat: number) => fetchView<SeatView>(`/api/room/seats/${seat}`);
export const fetchAnyAttempt = (id: number) => fetchView<ShownView>(`/api/room/attempts/${id}`);
export const fetchReport = () => fetchView<ReportView>('/api/room/report');
