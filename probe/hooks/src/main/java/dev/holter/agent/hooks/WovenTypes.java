package dev.holter.agent.hooks;

import java.lang.reflect.Modifier;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.pool.TypePool;

/**
 * The types that a class names, by their class files. One that has none is taken for an empty interface:
 * another agent may have had the class implement one that it made at run time, and what is woven in
 * here does not depend on those.
 */
final class WovenTypes extends TypePool.Default {

    WovenTypes(ClassFileLocator classes) {
        super(CacheProvider.Simple.withObjectType(), classes, ReaderMode.FAST);
    }

    @Override
    protected Resolution doDescribe(String name) {
        Resolution found = super.doDescribe(name);
        return found.isResolved() ? found : new Resolution.Simple(emptyInterface(name));
    }

    private static TypeDescription emptyInterface(String name) {
        return InstrumentedType.Default.of(
                name, TypeDescription.Generic.UNDEFINED, Modifier.PUBLIC | Modifier.ABSTRACT | Modifier.INTERFACE);
    }
}
