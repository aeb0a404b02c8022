// SPDX-License-Identifier: Apache-2.0
/** Every limit of reading workbooks, each with its reason. The archive itself is bounded by FILE_BYTES_MAX. */

/** Files in an archive: a workbook of a hundred sheets with pictures has some hundreds. */
export const ENTRIES_MAX = 2_000;

/** Bytes of all files of an archive unpacked: a million lines of twenty cells, which are read as they come. */
export const UNPACKED_BYTES_MAX = 1_500_000_000;

/**
 * How many times larger a file may become. Sheets in which every line is alike reach about 60; what is made to
 * burst reaches 1,000.
 */
export const RATIO_MAX = 200;

/** Unpacked bytes below which the ratio says nothing: they harm nobody, and short files of blanks pack very well. */
export const RATIO_FREE_BYTES = 4_000_000;

/** Bytes of a part that is held whole (workbook, relations, styles): a thousand styles have about 500 kB. */
export const PART_BYTES_MAX = 8_000_000;

/** Bytes of the texts that cells share; they are held while the sheet is read. */
export const SHARED_TEXT_BYTES_MAX = 64_000_000;

/** Lines of a sheet: as many as Excel knows. */
export const SHEET_LINES_MAX = 1_048_576;

/** Marks inside one another: each is held until it is closed, and the deepest of ours lie about ten deep. */
export const XML_DEPTH_MAX = 100;

/** Bytes of XML without any mark-up in it: far more than the 32,767 characters of a cell. */
export const XML_RUN_BYTES_MAX = 1_000_000;
