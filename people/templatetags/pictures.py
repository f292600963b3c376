from django import template

register = template.Library()


@register.inclusion_tag("partials/_picture.html")
def picture(file, alt, sizes, loading="lazy", up_to=None):
    """
    A stored picture in the widths and formats there are of it; one without renditions as it is.

    `sizes` says how wide it will stand; `loading` is `lazy`, or `first` for the one picture a page
    opens with; `up_to` the width beyond which a page has no use for more.
    """
    width, height = file.frame
    return {
        "avif": file.srcset("avif", up_to),
        "jpeg": file.srcset("jpg", up_to),
        "address": file.smallest_url if up_to else file.largest_url,
        "alt": alt,
        "width": width,
        "height": height,
        "sizes": sizes,
        "loading": loading,
    }
