/** All pages of a room, loaded together: in a local workshop none of them is. */
export { Join } from './join.tsx';
export { BoardPage, ReportPage, SeatPage } from './leading.tsx';
export { SetAside, ShownPage, Strip, SummaryPage } from './seated.tsx';
