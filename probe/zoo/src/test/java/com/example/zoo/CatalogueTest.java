package com.example.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.zoo.plan.Exhibit;
import com.example.zoo.plan.Exhibit.Kind;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void names_areUnique() {
        assertThat(Catalogue.ALL).extracting(Exhibit::name).doesNotHaveDuplicates();
    }

    @Test
    void mistakesAndDisturbances_haveACauseAndRoutinesNoneThatAccuses() {
        assertThat(Catalogue.ALL).allSatisfy(exhibit -> {
            if (exhibit.label().kind() == Kind.ROUTINE) {
                assertThat(exhibit.causes()).as(exhibit.name()).isSubsetOf("suspended");
            } else {
                assertThat(exhibit.causes()).as(exhibit.name()).isNotEmpty();
            }
        });
    }

    @Test
    void everyCause_isShownInSeveralShapes() {
        for (String cause : new String[] {"socket", "file", "process", "sleep", "lock", "wait", "cpu", "backlog"}) {
            assertThat(Catalogue.ALL)
                    .filteredOn(exhibit -> exhibit.causes().contains(cause))
                    .as(cause)
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void unknownName_isToldInOneLine() {
        assertThatThrownBy(() -> Catalogue.exhibit("dodo"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no exhibit is called dodo: see the list of them with the argument list");
    }
}
