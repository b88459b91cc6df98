// Sizes the product accepts, in one place: bytes unless said otherwise.

const mega = 1024 * 1024;

export const limits = {
	/** JSON bodies and form posts without files. */
	body: 1 * mega,
	/** One attached or imported file. */
	file: 20 * mega,
	/** One practice as JSON, alone or in a line of many: its texts are far smaller, and it is parsed in one go. */
	document: 8 * mega,
	/** A post with a file in it. */
	upload: 25 * mega,
	/** A post with many files in it; it is held in memory whole. */
	batch: 100 * mega,
	/** Files of such a post, a count. */
	batchFiles: 500,
	/** What somebody had typed, in the form of the sign-in page: every name is longer by a prefix. */
	carried: 2 * mega,
	/** An archive of practices with their files, from the command line: one practice with all it may have, and more of smaller ones. */
	bundle: 250 * mega,
	/** All files of one practice together. */
	practiceFiles: 200 * mega,
	/** Files of one practice, a count. */
	practiceFileCount: 60
} as const;
