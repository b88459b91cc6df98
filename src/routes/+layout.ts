// No page needs the framework in the browser: what moves there are the small scripts of src/enhance.
export const csr = false;
