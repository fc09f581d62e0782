/* fold.c - typography folded away, with a map back to every byte.
 *
 * Folded: quotation marks and primes to ' and ", hyphens and dashes to -, the
 * ellipsis to three dots, blanks of every width (the no-break space among them) to
 * one space, ligatures and full-width forms to plain letters; letters with accents
 * are decomposed (NFD), so that both spellings of an accented letter are one;
 * soft hyphens, joiners and marks of direction are taken out, and so is a hyphen that breaks a
 * word at the end of a line with the line end. Case stays: words.c compares it.
 *
 * The map is sparse: a piece for each thing folded and one for the run between
 * two of them. Invariants (fuzz/fold.c): the pieces cover both texts in order;
 * copied runs are equal bytes; a run's place maps there and back.
 *
 * Cost: plain ASCII is copied 16 bytes at a time. Known failure: "well-" at the
 * end of a line before "known" becomes "wellknown"; align.c joins words for that.
 */
#include "check/fold.h"

#include <utf8proc.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

static void piece(ss_arena *arena, ss_fold *f, uint32_t original, bool copied)
{
    if (f->pieces.n) {
        ss_fold_piece *last = &f->pieces.at[f->pieces.n - 1];
        if (last->original == original) { /* an empty run */
            last->copied = copied;
            return;
        }
    }
    *ss_push(arena, &f->pieces) = (ss_fold_piece){f->n, original, copied};
}

/* Bytes of s[0..n) up to the first that may need care: one above ASCII, or a hyphen. */
static uint32_t plain_run(const char *s, uint32_t n)
{
    uint32_t i = 0;
#ifdef __SSE2__
    const __m128i hyphen = _mm_set1_epi8('-');
    for (; i + 16 <= n; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(s + i));
        int mask = _mm_movemask_epi8(_mm_or_si128(v, _mm_cmpeq_epi8(v, hyphen)));
        if (mask) return i + (uint32_t)__builtin_ctz((unsigned)mask);
    }
#endif
    while (i < n && !(s[i] & 0x80) && s[i] != '-') i++;
    return i;
}

static bool is_letter_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/* Length of a line end and what blanks follow it, before a small letter; 0: no word goes on there. */
static uint32_t broken_word(const char *s, uint32_t n)
{
    uint32_t i = 0;
    while (i < n && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r')) i++;
    if (i == n || s[i] != '\n') return 0;
    i++;
    while (i < n && (s[i] == ' ' || s[i] == '\t')) i++;
    return i < n && s[i] >= 'a' && s[i] <= 'z' ? i : 0;
}

/* What a code point becomes; NULL: no special rule. */
static const char *folded_form(uint32_t c)
{
    switch (c) {
    case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2032: case 0x02BC: case 0x02B9: case 0x00B4:
    case 0x2039: case 0x203A: return "'";
    case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x2033: case 0x00AB: case 0x00BB: case 0x301D:
    case 0x301E: return "\"";
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: case 0xFE58:
    case 0xFE63: return "-";
    case 0x2026: return "...";
    case 0xFB00: return "ff";
    case 0xFB01: return "fi";
    case 0xFB02: return "fl";
    case 0xFB03: return "ffi";
    case 0xFB04: return "ffl";
    case 0xFB05: case 0xFB06: return "st";
    case 0x00AD: case 0x200B: case 0x200C: case 0x200D: case 0x200E: case 0x200F: case 0x2060: case 0xFEFF:
    case 0x202A: case 0x202B: case 0x202C: case 0x202D: case 0x202E: return "";
    case 0x00A0: case 0x202F: case 0x205F: case 0x3000: return " ";
    case 0x2028: case 0x2029: case 0x0085: return "\n";
    default: return c >= 0x2000 && c <= 0x200A ? " " : NULL;
    }
}

/* Folds the code point c into out; returns the length, or UINT32_MAX where it stays. */
static uint32_t fold_point(uint32_t c, char out[16])
{
    const char *form = folded_form(c);
    if (form) {
        uint32_t n = (uint32_t)strlen(form);
        memcpy(out, form, n);
        return n;
    }
    if (c >= 0xFF01 && c <= 0xFF5E) {
        out[0] = (char)(c - 0xFF01 + '!');
        return 1;
    }
    utf8proc_int32_t parts[4];
    int last_class = 0;
    utf8proc_ssize_t k = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 4,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &last_class);
    if (k < 2 || k > 4) return UINT32_MAX;
    uint32_t n = 0;
    for (utf8proc_ssize_t i = 0; i < k && n <= 12; i++)
        n += (uint32_t)utf8proc_encode_char(parts[i], (utf8proc_uint8_t *)out + n);
    return n;
}

void ss_fold_make(ss_arena *arena, const char *s, uint32_t n, ss_fold *f)
{
    *f = (ss_fold){.original_n = n};
    /* The longest growth: two bytes (a decomposed letter) to five, ligatures of three to three. */
    size_t cap = (size_t)n * 3 + 17;
    uint32_t i = 0;
    if (plain_run(s, n) == n) cap = (size_t)n + 1;
    f->at = ss_alloc(arena, cap);
    piece(arena, f, 0, true);
    while (i < n) {
        uint32_t run = plain_run(s + i, n - i);
        memcpy(f->at + f->n, s + i, run);
        f->n += run;
        i += run;
        if (i == n) break;
        if (s[i] == '-') {
            uint32_t skip = i > 0 && is_letter_byte(s[i - 1]) ? broken_word(s + i + 1, n - i - 1) : 0;
            if (!skip) {
                f->at[f->n++] = s[i++];
                continue;
            }
            piece(arena, f, i, false);
            i += 1 + skip;
            piece(arena, f, i, true);
            continue;
        }
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t width = utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i), &c);
        char out[16];
        uint32_t k = width > 0 ? fold_point((uint32_t)c, out) : UINT32_MAX;
        if (width <= 0) width = 1;
        if (k == UINT32_MAX || f->n + k + (n - i) >= cap) { /* the second never happens: see cap */
            memcpy(f->at + f->n, s + i, (size_t)width);
            f->n += (uint32_t)width;
            i += (uint32_t)width;
            continue;
        }
        piece(arena, f, i, false);
        memcpy(f->at + f->n, out, k);
        uint32_t before = i;
        i += (uint32_t)width;
        if (c == 0xAD) { /* a soft hyphen that breaks a word takes the line end with it */
            uint32_t skip = before > 0 && is_letter_byte(s[before - 1]) ? broken_word(s + i, n - i) : 0;
            i += skip;
        }
        f->n += k;
        piece(arena, f, i, true);
    }
    f->at[f->n] = '\0';
    *ss_push(arena, &f->pieces) = (ss_fold_piece){f->n, n, true};
}

/* The last piece that begins at or before the folded byte `at`, and holds it. */
static const ss_fold_piece *find_piece(const ss_fold *f, uint32_t at)
{
    uint32_t low = 0, high = f->pieces.n;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (f->pieces.at[middle].folded <= at)
            low = middle;
        else
            high = middle;
    }
    return &f->pieces.at[low];
}

uint32_t ss_fold_begin(const ss_fold *f, uint32_t at)
{
    if (at >= f->n) return f->original_n;
    const ss_fold_piece *p = find_piece(f, at);
    return p->copied ? p->original + (at - p->folded) : p->original;
}

uint32_t ss_fold_end(const ss_fold *f, uint32_t at)
{
    if (at == 0) return 0;
    const ss_fold_piece *p = find_piece(f, at - 1);
    return p->copied ? p->original + (at - p->folded) : p[1].original;
}
