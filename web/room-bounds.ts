/** Bounds of a room that its pages say aloud and the workshop holds. */

/** Characters of a display name, as people count them. */
export const MOST_NAME = 32;
/** Characters of a message to learners. */
export const MOST_NOTICE = 500;
/** Learners in one room. */
export const MOST_SEATS = 500;
/** The close code for a tab whose seat was taken again from elsewhere: its page leads to the door. */
export const SEAT_TAKEN = 4401;
