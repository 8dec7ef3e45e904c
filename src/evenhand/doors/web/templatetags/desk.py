"""Tags and filters of the desk's templates."""

from django import template

register = template.Library()
