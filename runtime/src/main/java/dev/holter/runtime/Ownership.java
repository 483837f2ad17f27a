package dev.holter.runtime;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which task has something that others wait for, such as a lock. Told to a {@link Wakeup} as what is waited for, it
 * lets {@link TaskTree} say who that is, and find the circles that come of it; nothing is checked by it. For the loop's
 * thread and its coroutines.
 */
public final class Ownership {
    private final Object what;
    private final Holders holders = new Holders();
    private @Nullable Task<?> holder;

    /**
     * Makes one of what nobody has.
     *
     * @param what it is, such as "a lock"
     */
    public Ownership(Object what) {
        this.what = what;
    }

    /** The calling task has it; nobody that is known where no task calls. */
    public void take() {
        holder = Task.currentOrNull();
    }

    /** Nobody has it. */
    public void giveBack() {
        holder = null;
    }

    /** Who has it, at the time of looking. */
    Holders holders() {
        return holders;
    }

    /** Such as "a lock that task-1 holds". */
    @Override
    public String toString() {
        Task<?> task = holder;
        if (task == null) {
            return what.toString();
        }
        return what + " that " + task.name() + (task.isDone() ? " took, which is done" : " holds");
    }

    /** The holder or nobody. */
    final class Holders extends AbstractCollection<Task<?>> {
        private Holders() {}

        private List<Task<?>> now() {
            return holder == null ? List.of() : List.of(holder);
        }

        @Override
        public Iterator<Task<?>> iterator() {
            return now().iterator();
        }

        @Override
        public int size() {
            return now().size();
        }
    }
}
