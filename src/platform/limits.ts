// Sizes the product accepts, in one place: bytes unless said otherwise.

const mega = 1024 * 1024;

export const limits = {
	/** JSON bodies and form posts without files. */
	body: 1 * mega,
	/** One attached or imported file. */
	file: 20 * mega,
	/** A post with files in it. */
	upload: 25 * mega,
	/** All files of one practice together. */
	practiceFiles: 200 * mega,
	/** Files of one practice, a count. */
	practiceFileCount: 60
} as const;
