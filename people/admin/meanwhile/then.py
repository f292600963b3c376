"""A record as it was, as instances that forms can be made of."""

from people.history.rows import instance_of, parts_of


def instances_then(rows):
    """The rows of a record as instances that know their parts."""
    instances = {address: instance_of(address, values) for address, values in rows.items()}
    parts = {}
    for address, instance in instances.items():
        for field in type(instance)._meta.concrete_fields:
            if field.is_relation:
                key = address.model, field.attname, getattr(instance, field.attname)
                parts.setdefault(key, []).append(instance)
    for instance in instances.values():
        instance._prefetched_objects_cache = {}
        for part in parts_of(type(instance)):
            key = part.related_model._meta.label_lower, part.field.attname, instance.pk
            queryset = part.related_model._default_manager.all()
            queryset._result_cache = parts.get(key, [])
            instance._prefetched_objects_cache[part.get_accessor_name()] = queryset
    return instances
