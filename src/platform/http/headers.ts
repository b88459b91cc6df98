// Headers that every answer of the server carries: no inline script or style anywhere, nothing framed, nothing sniffed.

export const contentSecurityPolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'self'",
	"manifest-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'"
].join('; ');

/** @param https whether the public origin is https, in which case browsers are told to stay there */
export function securityHeaders(https: boolean): Record<string, string> {
	return {
		'content-security-policy': contentSecurityPolicy,
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'same-origin',
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
		...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {})
	};
}

/** Header by which a rendered page says that it is the same for everybody, and what of the address it reads: `path` or `query`. It never leaves the server. */
export const keepHeader = 'x-acervo-keep';
